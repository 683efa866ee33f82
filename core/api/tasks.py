"""What the scheduler asks of the programs' door."""

from datetime import datetime, timedelta

from core.api.models import ApiToken, KeptAnswer
from core.jobs.public import job

#: How long a key is remembered.
ANSWERS_FOR = timedelta(days=2)
#: How long it can be told who had a token.
TOKENS_FOR = timedelta(days=365)


@job("api.forget", every=timedelta(hours=1))
def forget(*, at: datetime) -> None:
    """Let go of old answers, and of tokens that ended long ago."""
    KeptAnswer.objects.filter(kept_at__lt=at - ANSWERS_FOR).delete()
    ApiToken.objects.filter(expires_at__lt=at - TOKENS_FOR).delete()
    ApiToken.objects.filter(revoked_at__lt=at - TOKENS_FOR).delete()

"""What PostgreSQL itself refuses to a unit's role on the tables of identity."""

from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from core.context import open_city, open_unit
from core.identity.models import (
    Account,
    ActivationCode,
    CityRoleAssignment,
    LoginAttempt,
    Post,
    PostState,
    Session,
)

CLOSED = [Account, Session, LoginAttempt, ActivationCode, CityRoleAssignment]
DENIED = "permission denied"


@pytest.mark.parametrize("model", CLOSED, ids=lambda model: model.__name__)
def test_a_unit_reads_nothing_of_the_door(alice, parks, model):
    with open_city():
        list(model.objects.all())

    with open_unit(parks), pytest.raises(ProgrammingError, match=DENIED):
        list(model.objects.all())


def test_a_unit_sees_the_posts_of_its_own_people_only(alice, bob, charlie, parks, taxes):
    with open_city():
        everybody = Post.objects.count()
    with open_unit(parks):
        own = set(Post.objects.values_list("unit_id", flat=True))
        count = Post.objects.count()

    assert own == {parks.id}
    assert 0 < count < everybody


def test_a_unit_cannot_make_a_post_even_for_itself(charlie, parks):
    post = Post(account_id=charlie.account_id, unit_id=parks.id, started_on=timezone.localdate())

    with open_unit(parks), pytest.raises(ProgrammingError, match=DENIED):
        post.save(force_insert=True)


@pytest.mark.parametrize("change", [{"state": PostState.ACCEPTED}, {"member_id": uuid4()}])
def test_a_unit_cannot_accept_or_turn_a_post(alice, parks, change):
    with open_unit(parks), pytest.raises(ProgrammingError, match=DENIED):
        Post.objects.update(**change)


def test_a_unit_cannot_touch_the_posts_of_another(alice, charlie, parks):
    with open_unit(parks):
        Post.objects.update(title="changed")

    with open_city():
        assert Post.objects.get(account__name="Charlie").title == "局长"
        assert Post.objects.get(account__name="Alice").title == "changed"


def test_a_unit_cannot_delete_a_post(alice, parks):
    with (
        open_unit(parks),
        pytest.raises(ProgrammingError, match=DENIED),
        transaction.atomic(),
    ):
        Post.objects.all()._raw_delete("default")

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("people", "0004_person_groups")]

    operations = [
        migrations.AddField(
            model_name="rolegrant",
            name="scope",
            field=models.CharField(default="unit", max_length=10),
        ),
        migrations.AddField(
            model_name="rolegrant", name="started_on", field=models.DateField(null=True)
        ),
        migrations.AddField(
            model_name="rolegrant", name="ended_on", field=models.DateField(null=True)
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="grant_ends_after_its_start",
            ),
        ),
    ]

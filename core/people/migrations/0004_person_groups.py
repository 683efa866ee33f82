import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import core.db.keys


class Migration(migrations.Migration):
    dependencies = [("people", "0003_people_lists")]

    operations = [
        migrations.CreateModel(
            name="PersonGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.db.keys.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=30)),
                (
                    "members",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="picking_groups",
                        to="people.member",
                    ),
                ),
            ],
            options={
                "db_table": "person_group",
                "ordering": ("title",),
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "title"), name="one_group_per_title")
                ],
            },
        ),
    ]

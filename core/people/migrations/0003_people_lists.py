from django.db import migrations, models

import core.db.keys


class Migration(migrations.Migration):
    dependencies = [("people", "0002_jobs_charges_and_substitutes")]

    operations = [
        migrations.CreateModel(
            name="PeopleList",
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
                ("name", models.CharField(max_length=100)),
                ("content", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "待确认"),
                            ("accepted", "已导入"),
                            ("given_up", "已放弃"),
                        ],
                        default="checked",
                        max_length=8,
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                ("checked_by", models.CharField(max_length=50)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("accepted_by", models.CharField(blank=True, max_length=50)),
                ("added", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("left_out", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "people_list",
                "ordering": ("-checked_at",),
            },
        ),
    ]

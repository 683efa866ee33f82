import django.db.models.deletion
from django.db import migrations, models

import core.db.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("units", "0002_organs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
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
                ("account_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("name", models.CharField(max_length=50)),
                ("title", models.CharField(blank=True, max_length=50)),
                ("mobile", models.CharField(blank=True, max_length=11)),
                ("planned_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=100)),
                ("planned_by", models.CharField(max_length=50)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "待接收"),
                            ("released", "已调出"),
                            ("done", "已办结"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="planned",
                        max_length=9,
                    ),
                ),
                ("released_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "from_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "db_table": "transfer",
            },
        ),
        migrations.CreateModel(
            name="Reception",
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
                ("agreed", models.BooleanField()),
                ("title", models.CharField(blank=True, max_length=50)),
                ("department_id", models.UUIDField(null=True)),
                ("standing", models.CharField(default="other", max_length=9)),
                ("rank_order", models.PositiveSmallIntegerField(default=500)),
                ("answered_by", models.CharField(max_length=50)),
                ("answered_at", models.DateTimeField()),
                (
                    "transfer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reception",
                        to="transfers.transfer",
                    ),
                ),
            ],
            options={
                "db_table": "transfer_reception",
            },
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["planned", "released"])),
                fields=("account_id",),
                name="one_transfer_of_a_person_at_a_time",
            ),
        ),
    ]

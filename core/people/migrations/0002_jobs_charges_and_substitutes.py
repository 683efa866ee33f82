import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import core.db.keys
import core.db.ranges


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_members"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charge",
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
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "charge",
            },
        ),
        migrations.CreateModel(
            name="Job",
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
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("title", models.CharField(blank=True, max_length=50)),
                (
                    "standing",
                    models.CharField(
                        choices=[("principal", "正职"), ("deputy", "副职"), ("other", "其他")],
                        default="other",
                        max_length=9,
                    ),
                ),
                ("presides", models.BooleanField(default=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own", "本职"),
                            ("concurrent", "兼任"),
                            ("seconded", "借调"),
                            ("attached", "挂职"),
                        ],
                        default="own",
                        max_length=10,
                    ),
                ),
                ("is_main", models.BooleanField(default=False)),
                ("rank_order", models.PositiveSmallIntegerField(default=500)),
                ("planned_until", models.DateField(null=True)),
            ],
            options={
                "db_table": "member_job",
                "ordering": ("rank_order", "started_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="Substitution",
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
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("pair", "AB角"), ("acting", "代行职责")], max_length=6
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "db_table": "substitution",
            },
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="department_is_not_inside_itself",
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="people.department",
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="jobs",
                to="people.department",
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="jobs",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="substitution",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="substitution",
            name="substitute",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("started_on")),
                    _connector="OR",
                ),
                name="charge_ends_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("department", "="),
                    (core.db.ranges.DateRange("started_on", "ended_on"), "&&"),
                ],
                name="one_leader_in_charge_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("started_on")),
                    _connector="OR",
                ),
                name="job_ends_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_main", True)),
                expressions=[
                    ("member", "="),
                    (core.db.ranges.DateRange("started_on", "ended_on"), "&&"),
                ],
                name="one_main_job_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("member", "="),
                    (
                        django.db.models.functions.comparison.Coalesce(
                            "department",
                            models.Value(
                                uuid.UUID("00000000-0000-0000-0000-000000000000"),
                                output_field=models.UUIDField(),
                            ),
                        ),
                        "=",
                    ),
                    ("title", "="),
                    (core.db.ranges.DateRange("started_on", "ended_on"), "&&"),
                ],
                name="a_job_is_held_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="substitution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("started_on")),
                    _connector="OR",
                ),
                name="substitution_ends_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="substitution",
            constraint=models.CheckConstraint(
                condition=models.Q(("member", models.F("substitute")), _negated=True),
                name="nobody_is_ones_own_substitute",
            ),
        ),
        migrations.AddConstraint(
            model_name="substitution",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("member", "="),
                    ("substitute", "="),
                    (core.db.ranges.DateRange("started_on", "ended_on"), "&&"),
                ],
                name="one_substitution_of_a_pair_at_a_time",
            ),
        ),
    ]

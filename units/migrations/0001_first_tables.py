"""Units and what is recorded of them, with rules and history.

Begun anew before the first release: a database that has had all that `replaces` names has had this.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import partytrack.fields
import pgtrigger.compiler
import pgtrigger.migrations
import psycopg.types.range
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('units', '0001_models'),
        ('units', '0002_subtrees_from_one_index'),
        ('units', '0003_history_by_statements'),
        ('units', '0004_offices'),
    ]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z][A-Z0-9-]{1,19}$')], verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('short_name', models.CharField(blank=True, max_length=100, verbose_name='tên ngắn')),
                ('report_name', models.CharField(blank=True, max_length=200, verbose_name='tên trong báo cáo')),
                ('kind', models.CharField(choices=[('PROVINCE', 'Đảng bộ tỉnh'), ('UPPER_COMMITTEE', 'Đảng bộ cấp trên trực tiếp của TCCSĐ'), ('GRASSROOTS_COMMITTEE', 'Đảng bộ cơ sở'), ('SECTION', 'Đảng bộ bộ phận'), ('GRASSROOTS_CELL', 'Chi bộ cơ sở'), ('CELL', 'Chi bộ')], max_length=30, verbose_name='loại')),
                ('sector', models.CharField(blank=True, choices=[('DISTRICT', 'Huyện'), ('TOWN', 'Thị xã'), ('CITY', 'Thành phố'), ('BLOC', 'Khối cơ quan, doanh nghiệp'), ('ARMY', 'Quân đội'), ('POLICE', 'Công an'), ('UNIVERSITY', 'Trường đại học'), ('COMMUNE', 'Xã'), ('WARD', 'Phường'), ('TOWNSHIP', 'Thị trấn'), ('VILLAGE', 'Thôn, buôn'), ('NEIGHBOURHOOD', 'Tổ dân phố'), ('OFFICE', 'Cơ quan'), ('PUBLIC_SERVICE', 'Đơn vị sự nghiệp'), ('SCHOOL', 'Trường học'), ('HEALTH', 'Y tế'), ('MILITIA', 'Quân sự'), ('LOCAL_POLICE', 'Công an xã, phường'), ('STATE_FIRM', 'Doanh nghiệp nhà nước'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('OTHER', 'Khác')], max_length=30, verbose_name='loại hình')),
                ('established_on', models.DateField(blank=True, null=True, verbose_name='ngày thành lập')),
                ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='ngày giải thể')),
                ('sort_key', partytrack.fields.DerivedField('name', derivation='sort')),
                ('search_key', partytrack.fields.DerivedField('name', 'short_name', 'code', derivation='fold')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['sort_key'], name='unit_sort'),
                    django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('search_key'), 'gin_trgm_ops'), name='unit_search'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z][A-Z0-9-]{1,19}$')), name='unit_code_form', violation_error_message='Mã gồm 2–20 ký tự: chữ in hoa A–Z, số, gạch nối; bắt đầu bằng chữ.'),
                    models.CheckConstraint(condition=models.Q(('established_on__isnull', True), ('dissolved_on__isnull', True), ('dissolved_on__gte', models.F('established_on')), _connector='OR'), name='unit_dissolved_after_established', violation_error_message='Ngày giải thể không được trước ngày thành lập.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_unitevent" ("code", "dissolved_on", "established_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_name", "search_key", "sector", "short_name", "sort_key") SELECT new_values."code", new_values."dissolved_on", new_values."established_on", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."report_name", new_values."search_key", new_values."sector", new_values."short_name", new_values."sort_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d878ff583d9c7a93b44d24560de8f45dab3f3c80', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fb1f3', referencing='REFERENCING NEW TABLE AS new_values ', table='units_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_unitevent" ("code", "dissolved_on", "established_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_name", "search_key", "sector", "short_name", "sort_key") SELECT new_values."code", new_values."dissolved_on", new_values."established_on", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."report_name", new_values."search_key", new_values."sector", new_values."short_name", new_values."sort_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3f8e66df0f34640666439b986f0947db3c542437', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_727f7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='units_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_unitevent" ("code", "dissolved_on", "established_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_name", "search_key", "sector", "short_name", "sort_key") SELECT old_values."code", old_values."dissolved_on", old_values."established_on", old_values."id", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."report_name", old_values."search_key", old_values."sector", old_values."short_name", old_values."sort_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d7497588f0826fe2c88269f074dc523599f26cd9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_8d5bf', referencing='REFERENCING OLD TABLE AS old_values ', table='units_unit', when='AFTER')),
        ),
        migrations.CreateModel(
            name='UnitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=20, validators=[django.core.validators.RegexValidator('^[A-Z][A-Z0-9-]{1,19}$')], verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('short_name', models.CharField(blank=True, max_length=100, verbose_name='tên ngắn')),
                ('report_name', models.CharField(blank=True, max_length=200, verbose_name='tên trong báo cáo')),
                ('kind', models.CharField(choices=[('PROVINCE', 'Đảng bộ tỉnh'), ('UPPER_COMMITTEE', 'Đảng bộ cấp trên trực tiếp của TCCSĐ'), ('GRASSROOTS_COMMITTEE', 'Đảng bộ cơ sở'), ('SECTION', 'Đảng bộ bộ phận'), ('GRASSROOTS_CELL', 'Chi bộ cơ sở'), ('CELL', 'Chi bộ')], max_length=30, verbose_name='loại')),
                ('sector', models.CharField(blank=True, choices=[('DISTRICT', 'Huyện'), ('TOWN', 'Thị xã'), ('CITY', 'Thành phố'), ('BLOC', 'Khối cơ quan, doanh nghiệp'), ('ARMY', 'Quân đội'), ('POLICE', 'Công an'), ('UNIVERSITY', 'Trường đại học'), ('COMMUNE', 'Xã'), ('WARD', 'Phường'), ('TOWNSHIP', 'Thị trấn'), ('VILLAGE', 'Thôn, buôn'), ('NEIGHBOURHOOD', 'Tổ dân phố'), ('OFFICE', 'Cơ quan'), ('PUBLIC_SERVICE', 'Đơn vị sự nghiệp'), ('SCHOOL', 'Trường học'), ('HEALTH', 'Y tế'), ('MILITIA', 'Quân sự'), ('LOCAL_POLICE', 'Công an xã, phường'), ('STATE_FIRM', 'Doanh nghiệp nhà nước'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('OTHER', 'Khác')], max_length=30, verbose_name='loại hình')),
                ('established_on', models.DateField(blank=True, null=True, verbose_name='ngày thành lập')),
                ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='ngày giải thể')),
                ('sort_key', partytrack.fields.DerivedField('name', derivation='sort')),
                ('search_key', partytrack.fields.DerivedField('name', 'short_name', 'code', derivation='fold')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='df3d2709dc4d87fbf17ec048a9e6cb98623d0472', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_19655', table='units_unitevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('VIEWER', 'Người xem'), ('CLERK', 'Người nhập'), ('OFFICER', 'Cán bộ'), ('ADMIN', 'Quản trị')], max_length=10, verbose_name='vai trò')),
                ('during', django.contrib.postgres.fields.ranges.DateRangeField(default=psycopg.types.range.DateRange(None, None, '()'), verbose_name='thời gian')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='units.unit')),
            ],
            options={
                'constraints': [
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('unit', '='), ('during', '&&')], name='assignment_one_role_at_once', violation_error_message='Người này đã có vai trò ở tổ chức này trong thời gian đó.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_assignmentevent" ("during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id") SELECT new_values."during", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."unit_id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='77602f9d31eb61cc32b1aed900d38a01f169490e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_845ec', referencing='REFERENCING NEW TABLE AS new_values ', table='units_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_assignmentevent" ("during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id") SELECT new_values."during", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."unit_id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8f55e62f4bc34afad9d30a50bafded9dfc99beed', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_76ab1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='units_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_assignmentevent" ("during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id") SELECT old_values."during", old_values."id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."role", old_values."unit_id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2aa38e41bee517d5c8930d22fef456bf4558dc7b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_1a57a', referencing='REFERENCING OLD TABLE AS old_values ', table='units_assignment', when='AFTER')),
        ),
        migrations.CreateModel(
            name='AssignmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('VIEWER', 'Người xem'), ('CLERK', 'Người nhập'), ('OFFICER', 'Cán bộ'), ('ADMIN', 'Quản trị')], max_length=10, verbose_name='vai trò')),
                ('during', django.contrib.postgres.fields.ranges.DateRangeField(default=psycopg.types.range.DateRange(None, None, '()'), verbose_name='thời gian')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='units.assignment')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='eff07eeb43f69b7eccce34976a7e222dc49c207d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5ab79', table='units_assignmentevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=50, verbose_name='số')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('title', models.CharField(max_length=500, verbose_name='trích yếu')),
                ('years', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='units.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('issuer', 'number', 'issued_on'), name='document_once', violation_error_message='Văn bản này đã có.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_documentevent" ("id", "issued_on", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "years") SELECT new_values."id", new_values."issued_on", new_values."issuer_id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title", new_values."years" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d6ae95a6b96f73f94555a9c0698b703889a96d22', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e336f', referencing='REFERENCING NEW TABLE AS new_values ', table='units_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_documentevent" ("id", "issued_on", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "years") SELECT new_values."id", new_values."issued_on", new_values."issuer_id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title", new_values."years" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ef83ad3b4672cb3b8689a80305ef7950aa161d8a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d5f77', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='units_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_documentevent" ("id", "issued_on", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "years") SELECT old_values."id", old_values."issued_on", old_values."issuer_id", old_values."number", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."title", old_values."years" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='076fe51007c3c5a76ad4f42f1b06b474d3b1a8ba', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_8744e', referencing='REFERENCING OLD TABLE AS old_values ', table='units_document', when='AFTER')),
        ),
        migrations.CreateModel(
            name='DocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=50, verbose_name='số')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('title', models.CharField(max_length=500, verbose_name='trích yếu')),
                ('years', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='units.document')),
                ('issuer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='05c0e2713f4a170e107ee541f79e391cfef1da45', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3f1b9', table='units_documentevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_on', models.DateField(verbose_name='ngày thống kê')),
                ('members', models.PositiveIntegerField(verbose_name='số đảng viên')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headcounts', to='units.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('unit', 'counted_on'), name='headcount_once_a_day', violation_error_message='Tổ chức này đã có số đảng viên của ngày đó.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headcount',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_headcountevent" ("counted_on", "id", "members", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT new_values."counted_on", new_values."id", new_values."members", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2bb35f0201d562e771bc6ba96d436342287c90e6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_29b40', referencing='REFERENCING NEW TABLE AS new_values ', table='units_headcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headcount',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_headcountevent" ("counted_on", "id", "members", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT new_values."counted_on", new_values."id", new_values."members", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e6555af8154927dc9fbb4c194f88552f685cddc5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_07216', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='units_headcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headcount',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_headcountevent" ("counted_on", "id", "members", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT old_values."counted_on", old_values."id", old_values."members", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='86d97b4ac5414a4d93cdb5e88d7a5e67b1cdc1f1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_3e3cb', referencing='REFERENCING OLD TABLE AS old_values ', table='units_headcount', when='AFTER')),
        ),
        migrations.CreateModel(
            name='HeadcountEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('counted_on', models.DateField(verbose_name='ngày thống kê')),
                ('members', models.PositiveIntegerField(verbose_name='số đảng viên')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='units.headcount')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headcountevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b6973fbc8fda3ba1b477fb9d2a885f7328542e1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e993c', table='units_headcountevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='MeetingAttendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='tính đến ngày')),
                ('planned', models.PositiveIntegerField(verbose_name='theo kế hoạch')),
                ('attended', models.PositiveIntegerField(verbose_name='đã dự')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='units.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('unit', 'on'), name='attendance_once_a_day', violation_error_message='Tổ chức này đã có số buổi dự của ngày đó.'),
                    models.CheckConstraint(condition=models.Q(('attended__lte', models.F('planned'))), name='attendance_within_plan', violation_error_message='Số buổi đã dự không được nhiều hơn số theo kế hoạch.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingattendance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_meetingattendanceevent" ("attended", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "unit_id") SELECT new_values."attended", new_values."id", new_values."on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."planned", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='137711e6b7cd9a4a77dcff13bdffac74da0a0b12', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4dc5f', referencing='REFERENCING NEW TABLE AS new_values ', table='units_meetingattendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingattendance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_meetingattendanceevent" ("attended", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "unit_id") SELECT new_values."attended", new_values."id", new_values."on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."planned", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f26e4808b39f0cee8118ff46e4e0b897254f7c04', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0b043', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='units_meetingattendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingattendance',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_meetingattendanceevent" ("attended", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "unit_id") SELECT old_values."attended", old_values."id", old_values."on", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."planned", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9a24951ebea640af59c2256f7fcf8f584d4ec885', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_b6e48', referencing='REFERENCING OLD TABLE AS old_values ', table='units_meetingattendance', when='AFTER')),
        ),
        migrations.CreateModel(
            name='MeetingAttendanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('on', models.DateField(verbose_name='tính đến ngày')),
                ('planned', models.PositiveIntegerField(verbose_name='theo kế hoạch')),
                ('attended', models.PositiveIntegerField(verbose_name='đã dự')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='units.meetingattendance')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingattendanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e7874d975bc72083a3fef4be43b9e49a9433f09d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_68925', table='units_meetingattendanceevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('above', models.CharField(blank=True, max_length=200, verbose_name='cơ quan cấp trên')),
                ('body', models.CharField(blank=True, max_length=200, verbose_name='cơ quan ban hành')),
                ('symbol', models.CharField(blank=True, max_length=40, verbose_name='ký hiệu văn bản')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='địa danh')),
                ('signed_for', models.CharField(blank=True, max_length=300, verbose_name='thẩm quyền, chức vụ người ký')),
                ('signer', models.CharField(blank=True, max_length=100, verbose_name='họ tên người ký')),
                ('recipients', models.CharField(blank=True, max_length=1000, verbose_name='nơi nhận')),
                ('serves_below', models.BooleanField(default=True, verbose_name='dùng cho cả đơn vị cấp dưới')),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='office', to='units.unit', verbose_name='đơn vị')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('above', ''), ('body', ''), ('place', ''), ('recipients', ''), ('signed_for', ''), ('signer', ''), ('symbol', ''), _negated=True), name='office_says_something', violation_error_message='Hãy ghi ít nhất một dòng, hoặc bỏ đầu và cuối văn bản riêng.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='office',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_officeevent" ("above", "body", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recipients", "serves_below", "signed_for", "signer", "symbol", "unit_id") SELECT new_values."above", new_values."body", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."recipients", new_values."serves_below", new_values."signed_for", new_values."signer", new_values."symbol", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8877fdaf9f4039d2c594cf46f185b10fef74ff0b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c4b8f', referencing='REFERENCING NEW TABLE AS new_values ', table='units_office', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='office',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_officeevent" ("above", "body", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recipients", "serves_below", "signed_for", "signer", "symbol", "unit_id") SELECT new_values."above", new_values."body", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."recipients", new_values."serves_below", new_values."signed_for", new_values."signer", new_values."symbol", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6b267d2323e3a38b00d7260d630684feee306bac', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4c95f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='units_office', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='office',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_officeevent" ("above", "body", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recipients", "serves_below", "signed_for", "signer", "symbol", "unit_id") SELECT old_values."above", old_values."body", old_values."id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."place", old_values."recipients", old_values."serves_below", old_values."signed_for", old_values."signer", old_values."symbol", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f024c48be73a01a940e1bc66022ce0d22f55e79e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_85f3e', referencing='REFERENCING OLD TABLE AS old_values ', table='units_office', when='AFTER')),
        ),
        migrations.CreateModel(
            name='OfficeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('above', models.CharField(blank=True, max_length=200, verbose_name='cơ quan cấp trên')),
                ('body', models.CharField(blank=True, max_length=200, verbose_name='cơ quan ban hành')),
                ('symbol', models.CharField(blank=True, max_length=40, verbose_name='ký hiệu văn bản')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='địa danh')),
                ('signed_for', models.CharField(blank=True, max_length=300, verbose_name='thẩm quyền, chức vụ người ký')),
                ('signer', models.CharField(blank=True, max_length=100, verbose_name='họ tên người ký')),
                ('recipients', models.CharField(blank=True, max_length=1000, verbose_name='nơi nhận')),
                ('serves_below', models.BooleanField(default=True, verbose_name='dùng cho cả đơn vị cấp dưới')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='units.office')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit', verbose_name='đơn vị')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c43798bde94e055efb64032ec9d56174724c1d8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0a546', table='units_officeevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Overseer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('position', models.CharField(blank=True, max_length=200, verbose_name='chức vụ')),
                ('during', django.contrib.postgres.fields.ranges.DateRangeField(default=psycopg.types.range.DateRange(None, None, '()'), verbose_name='thời gian')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overseers', to='units.unit')),
            ],
            options={
                'constraints': [
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('unit', '='), ('person', '='), ('during', '&&')], name='overseer_once_at_once', violation_error_message='Người này đã phụ trách tổ chức này trong thời gian đó.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='overseer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_overseerevent" ("during", "id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") SELECT new_values."during", new_values."id", new_values."person", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5af6a43ed02a59b1bde42ad477b795534e90eecf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f9966', referencing='REFERENCING NEW TABLE AS new_values ', table='units_overseer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='overseer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_overseerevent" ("during", "id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") SELECT new_values."during", new_values."id", new_values."person", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ff7ec83a39826f093d9854536dfc168ed69d095f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0fd3c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='units_overseer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='overseer',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_overseerevent" ("during", "id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") SELECT old_values."during", old_values."id", old_values."person", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."position", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b3010d45cce3543ef2e42c22fd6c673cc90252a0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_c8d99', referencing='REFERENCING OLD TABLE AS old_values ', table='units_overseer', when='AFTER')),
        ),
        migrations.CreateModel(
            name='OverseerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('person', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('position', models.CharField(blank=True, max_length=200, verbose_name='chức vụ')),
                ('during', django.contrib.postgres.fields.ranges.DateRangeField(default=psycopg.types.range.DateRange(None, None, '()'), verbose_name='thời gian')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='units.overseer')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='overseerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf8719964696cb29d5562e5f7028467b3273e057', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ac501', table='units_overseerevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('during', django.contrib.postgres.fields.ranges.DateRangeField(default=psycopg.types.range.DateRange(None, None, '()'), verbose_name='thời gian')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements_below', to='units.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='units.unit')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['parent'], include=('unit', 'during'), name='placement_below'),
                ],
                'constraints': [
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('unit', '='), ('during', '&&')], name='placement_one_parent_at_once', violation_error_message='Trong cùng một thời gian, một tổ chức chỉ trực thuộc một cấp trên.'),
                    models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('unit')), _negated=True), _connector='OR'), name='placement_not_under_itself', violation_error_message='Một tổ chức không thể trực thuộc chính nó.'),
                    models.CheckConstraint(condition=models.Q(('during__isempty', False)), name='placement_some_time', violation_error_message='Ngày bắt đầu trực thuộc phải trước ngày kết thúc.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='placement_no_cycle', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE culprit text;', func="\n    PERFORM pg_advisory_xact_lock(hashtext('units_placement'));\n    SELECT unit.code INTO culprit FROM (\n        WITH RECURSIVE climb(start_id, unit_id, during) AS (\n            SELECT fresh.unit_id, fresh.parent_id, fresh.during FROM fresh WHERE fresh.parent_id IS NOT NULL\n            UNION\n            SELECT climb.start_id, above.parent_id, climb.during * above.during\n            FROM climb JOIN units_placement above ON above.unit_id = climb.unit_id AND above.during && climb.during\n            WHERE above.parent_id IS NOT NULL AND climb.unit_id <> climb.start_id\n        )\n        SELECT start_id FROM climb WHERE unit_id = start_id LIMIT 1\n    ) cycle JOIN units_unit unit ON unit.id = cycle.start_id;\n    IF culprit IS NOT NULL THEN\n        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'placement_no_cycle', MESSAGE = 'placement_no_cycle', DETAIL = culprit;\n    END IF;\n    RETURN NULL;\n", hash='65be74f1101115d238d133319247aed6f60484cc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_placement_no_cycle_f7cc0', referencing='REFERENCING NEW TABLE AS fresh ', table='units_placement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='placement_no_cycle_moved', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE culprit text;', func="\n    PERFORM pg_advisory_xact_lock(hashtext('units_placement'));\n    SELECT unit.code INTO culprit FROM (\n        WITH RECURSIVE climb(start_id, unit_id, during) AS (\n            SELECT fresh.unit_id, fresh.parent_id, fresh.during FROM fresh WHERE fresh.parent_id IS NOT NULL\n            UNION\n            SELECT climb.start_id, above.parent_id, climb.during * above.during\n            FROM climb JOIN units_placement above ON above.unit_id = climb.unit_id AND above.during && climb.during\n            WHERE above.parent_id IS NOT NULL AND climb.unit_id <> climb.start_id\n        )\n        SELECT start_id FROM climb WHERE unit_id = start_id LIMIT 1\n    ) cycle JOIN units_unit unit ON unit.id = cycle.start_id;\n    IF culprit IS NOT NULL THEN\n        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'placement_no_cycle_moved', MESSAGE = 'placement_no_cycle_moved', DETAIL = culprit;\n    END IF;\n    RETURN NULL;\n", hash='11a60c9113b6e9c94ca50e7cd1fe69c79bef7ceb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_placement_no_cycle_moved_3b4c8', referencing='REFERENCING NEW TABLE AS fresh ', table='units_placement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_placementevent" ("during", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT new_values."during", new_values."id", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0c727cdacfeb818397f6b1991c82877d477806a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_917d6', referencing='REFERENCING NEW TABLE AS new_values ', table='units_placement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_placementevent" ("during", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT new_values."during", new_values."id", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8edee8da6d8bd27a49fd09ea9e77ddeb5d7c0f82', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_970c7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='units_placement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_placementevent" ("during", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT old_values."during", old_values."id", old_values."parent_id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='13a6bb1d4979e8a51e73a462e8aad97e2661532a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_76343', referencing='REFERENCING OLD TABLE AS old_values ', table='units_placement', when='AFTER')),
        ),
        migrations.CreateModel(
            name='PlacementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('during', django.contrib.postgres.fields.ranges.DateRangeField(default=psycopg.types.range.DateRange(None, None, '()'), verbose_name='thời gian')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='units.placement')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fb6c33a13f55ef1787b4db0db87aaffe54e6af3f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90dcb', table='units_placementevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Reorganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('MERGE', 'Sáp nhập'), ('SPLIT', 'Chia tách'), ('TRANSFER', 'Chuyển'), ('DISSOLVE', 'Giải thể')], max_length=20, verbose_name='hình thức')),
                ('number', models.CharField(max_length=50, verbose_name='số quyết định')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('effective_on', models.DateField(verbose_name='ngày hiệu lực')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('effective_on__gte', models.F('issued_on'))), name='reorganisation_dates_in_order', violation_error_message='Ngày hiệu lực không được trước ngày ban hành.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reorganisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_reorganisationevent" ("effective_on", "id", "issued_on", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."effective_on", new_values."id", new_values."issued_on", new_values."kind", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='75b206c610875e946a3a932339a4d406d4ce6014', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c178c', referencing='REFERENCING NEW TABLE AS new_values ', table='units_reorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reorganisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_reorganisationevent" ("effective_on", "id", "issued_on", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."effective_on", new_values."id", new_values."issued_on", new_values."kind", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b2437dccdd305f335e596731cbfc14970393f3ac', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_877c3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='units_reorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reorganisation',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "units_reorganisationevent" ("effective_on", "id", "issued_on", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."effective_on", old_values."id", old_values."issued_on", old_values."kind", old_values."note", old_values."number", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0e2cda4194757c8d50ae5db9fef627ed44aa1197', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_b5b99', referencing='REFERENCING OLD TABLE AS old_values ', table='units_reorganisation', when='AFTER')),
        ),
        migrations.CreateModel(
            name='ReorganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('MERGE', 'Sáp nhập'), ('SPLIT', 'Chia tách'), ('TRANSFER', 'Chuyển'), ('DISSOLVE', 'Giải thể')], max_length=20, verbose_name='hình thức')),
                ('number', models.CharField(max_length=50, verbose_name='số quyết định')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('effective_on', models.DateField(verbose_name='ngày hiệu lực')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='units.reorganisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reorganisationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='991431de6d4784b1a1092c9d411a86e35d23c7e3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e8348', table='units_reorganisationevent', when='BEFORE')),
        ),
    ]

"""What an office keeps for its reports, snapshots that nothing changes, and sets of reports.

Begun anew before the first release: a database that has had all that `replaces` names has had this.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
import reports.models.report_set
import reports.models.snapshot
from django.conf import settings
from django.db import migrations, models


# A function of its own, not the library's: no setting of a session opens it. It asks the table it was called for, whatever the
# session's search_path; of an empty table nothing is lost.
FINAL = """
    CREATE FUNCTION reports_snapshot_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        holds_any boolean;
    BEGIN
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', TG_RELID::regclass) INTO holds_any;
        IF TG_OP <> 'TRUNCATE' OR holds_any THEN
            RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'snapshot_is_final',
                MESSAGE = 'snapshot_is_final';
        END IF;
        RETURN NULL;
    END;
    $$;
"""
ALWAYS = 'ALTER TABLE reports_snapshot ENABLE ALWAYS TRIGGER pgtrigger_snapshot_is_final_4da05'
"""Also where a session says that it only replicates, which switches other triggers off."""


class Migration(migrations.Migration):

    replaces = [
        ('reports', '0001_own_words_of_the_meeting_report'),
        ('reports', '0002_snapshots'),
        ('reports', '0003_own_form_of_the_meeting_report'),
        ('reports', '0004_own_tables'),
        ('reports', '0005_report_sets'),
    ]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('units', '0001_first_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BriefForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('content', models.BinaryField(verbose_name='tệp')),
                ('digest', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now=True)),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='brief_form', to='units.unit')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(models.Func(models.F('content'), function='octet_length', output_field=models.IntegerField()), 2097152), name='brief_form_not_too_large', violation_error_message='Tệp lớn hơn 2 MB. Thu nhỏ hình ảnh trong mẫu rồi gửi lại.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='briefform',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_briefformevent" ("digest", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "uploaded_at", "uploaded_by_id") SELECT new_values."digest", new_values."file_name", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."unit_id", new_values."uploaded_at", new_values."uploaded_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='344cab9fa8a4e347c10d467340cc405d75e6dacb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b4b88', referencing='REFERENCING NEW TABLE AS new_values ', table='reports_briefform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='briefform',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_briefformevent" ("digest", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "uploaded_at", "uploaded_by_id") SELECT new_values."digest", new_values."file_name", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."unit_id", new_values."uploaded_at", new_values."uploaded_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."digest" IS DISTINCT FROM (new_values."digest") OR old_values."file_name" IS DISTINCT FROM (new_values."file_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."unit_id" IS DISTINCT FROM (new_values."unit_id") OR old_values."uploaded_at" IS DISTINCT FROM (new_values."uploaded_at") OR old_values."uploaded_by_id" IS DISTINCT FROM (new_values."uploaded_by_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='161c79652e4bd7ff074abd765740163d200cc2d1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6d0d8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reports_briefform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='briefform',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_briefformevent" ("digest", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "uploaded_at", "uploaded_by_id") SELECT old_values."digest", old_values."file_name", old_values."id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."unit_id", old_values."uploaded_at", old_values."uploaded_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3d9a79f6aae3f78f88577299201a9381339bd1be', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_22e14', referencing='REFERENCING OLD TABLE AS old_values ', table='reports_briefform', when='AFTER')),
        ),
        migrations.CreateModel(
            name='BriefFormEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file_name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('digest', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.briefform')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='briefformevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a0f0ff89c7f9767645a8a8d7545665f23f12eb54', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_69495', table='reports_briefformevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='BriefSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(choices=[('RESULTS', 'Kết quả chung'), ('UNITS', 'Các đơn vị trực thuộc'), ('OUTLOOK', 'Dự báo và việc cần làm'), ('PAPERS', 'Văn bản chỉ đạo'), ('OTHER', 'Mục khác')], max_length=10, verbose_name='mục')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='đầu đề')),
                ('text', models.TextField(blank=True, max_length=8000, verbose_name='lời văn')),
                ('edited_at', models.DateTimeField(auto_now=True)),
                ('edited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='brief_sections', to='units.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('unit', 'section'), name='brief_section_once', violation_error_message='Đơn vị đã có lời văn riêng của mục này; tải lại trang rồi sửa.'),
                    models.CheckConstraint(condition=models.Q(('section__in', ['RESULTS', 'UNITS', 'OUTLOOK', 'PAPERS', 'OTHER'])), name='brief_section_known', violation_error_message='Báo cáo không có mục này.'),
                    models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 8000), name='brief_section_not_too_long', violation_error_message='Lời văn của một mục không quá 8.000 ký tự.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='briefsection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_briefsectionevent" ("edited_at", "edited_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "text", "title", "unit_id") SELECT new_values."edited_at", new_values."edited_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."section", new_values."text", new_values."title", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aa40eed6e7367dfc92bb41c1f07d541f14921244', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_515e3', referencing='REFERENCING NEW TABLE AS new_values ', table='reports_briefsection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='briefsection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_briefsectionevent" ("edited_at", "edited_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "text", "title", "unit_id") SELECT new_values."edited_at", new_values."edited_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."section", new_values."text", new_values."title", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='110afd307dd2a53a72aabf8bcd4f0cb4e25da8aa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_00bc1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reports_briefsection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='briefsection',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_briefsectionevent" ("edited_at", "edited_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "text", "title", "unit_id") SELECT old_values."edited_at", old_values."edited_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."section", old_values."text", old_values."title", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8bafb8a726eff4b5a0721d7b537106dc4ab444e1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_1065b', referencing='REFERENCING OLD TABLE AS old_values ', table='reports_briefsection', when='AFTER')),
        ),
        migrations.CreateModel(
            name='BriefSectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('section', models.CharField(choices=[('RESULTS', 'Kết quả chung'), ('UNITS', 'Các đơn vị trực thuộc'), ('OUTLOOK', 'Dự báo và việc cần làm'), ('PAPERS', 'Văn bản chỉ đạo'), ('OTHER', 'Mục khác')], max_length=10, verbose_name='mục')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='đầu đề')),
                ('text', models.TextField(blank=True, max_length=8000, verbose_name='lời văn')),
                ('edited_at', models.DateTimeField(auto_now=True)),
                ('edited_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.briefsection')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='briefsectionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='30013d7242065d3a9ffaa850303e5a1880bc443e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f5712', table='reports_briefsectionevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='OwnTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='tên')),
                ('query', models.CharField(max_length=1000)),
                ('is_shared', models.BooleanField(default=False, verbose_name='dùng chung')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_tables', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_tables', to='units.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(django.db.models.functions.text.Lower('name'), models.F('owner'), name='own_table_one_a_name', violation_error_message='Bạn đã có một bảng mang tên này.'),
                    models.UniqueConstraint(django.db.models.functions.text.Lower('name'), models.F('unit'), condition=models.Q(('is_shared', True)), name='own_table_shared_one_a_name', violation_error_message='Đơn vị này đã có một bảng dùng chung mang tên này.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReportSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=reports.models.report_set.new_id, editable=False, max_length=12, unique=True)),
                ('names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('day', models.PositiveSmallIntegerField(verbose_name='ngày trong tháng')),
                ('language', models.CharField(max_length=10)),
                ('active', models.BooleanField(default=True)),
                ('kept_until', models.DateField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_schedules', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('day__gte', 0), ('day__lte', 28)), name='report_schedule_day_of_every_month', violation_error_message='Chọn ngày từ 1 đến 28, hoặc ngày cuối tháng.'),
                    models.CheckConstraint(condition=models.Q(('names__len__gt', 0)), name='report_schedule_of_reports', violation_error_message='Chọn ít nhất một báo cáo.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReportSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=reports.models.report_set.new_id, editable=False, max_length=12, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('as_of', models.DateField()),
                ('tree', models.DateField()),
                ('tree_as_written', models.CharField(max_length=10)),
                ('language', models.CharField(max_length=10)),
                ('state', models.CharField(choices=[('WAITING', 'chờ làm'), ('WORKING', 'đang làm'), ('DONE', 'đã xong'), ('CANCELLED', 'đã huỷ'), ('FAILED', 'không làm được')], default='WAITING', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_sets', to=settings.AUTH_USER_MODEL)),
                ('schedule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sets', to='reports.reportschedule')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['owner', '-id'], name='report_set_of_owner'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('schedule', 'as_of'), name='report_set_once_a_day_of_schedule'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('WAITING', 'WORKING'))), models.Q(models.Q(('state__in', ('WAITING', 'WORKING')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='report_set_ends_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReportSetFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('place', models.PositiveIntegerField()),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('content', models.BinaryField(null=True)),
                ('size', models.PositiveIntegerField(default=0)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(null=True)),
                ('set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reports.reportset')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['place'],
                'constraints': [
                    models.UniqueConstraint(fields=('set', 'unit', 'name'), name='report_set_file_once'),
                    models.CheckConstraint(condition=models.Q(('made_at__isnull', False), models.Q(('content__isnull', True), ('reason', '')), _connector='OR'), name='report_set_file_made'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=reports.models.snapshot.new_snapshot_id, editable=False, max_length=12, unique=True)),
                ('number', models.PositiveIntegerField(verbose_name='số')),
                ('kind', models.CharField(max_length=50, verbose_name='báo cáo')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('as_of', models.DateField(verbose_name='tính đến ngày')),
                ('purpose', models.CharField(max_length=200, verbose_name='lưu để làm gì')),
                ('frozen_at', models.DateTimeField(verbose_name='lưu lúc')),
                ('content', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('seal', models.CharField(max_length=64)),
                ('frozen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='units.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('unit', 'number'), name='snapshot_number_once', violation_error_message='Vừa có người lưu một bản khác của tổ chức này; hãy lưu lại.'),
                ],
            },
        ),
        migrations.RunSQL(FINAL, 'DROP FUNCTION reports_snapshot_is_final()'),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='snapshot_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(execute='reports_snapshot_is_final()', func="RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'snapshot_is_final', MESSAGE = 'snapshot_is_final';", hash='6f421de8942beb821030453bbef489a85b3c1106', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_snapshot_is_final_4da05', table='reports_snapshot', when='BEFORE')),
        ),
        migrations.RunSQL(ALWAYS, migrations.RunSQL.noop),
    ]

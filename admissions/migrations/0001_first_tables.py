"""Candidates, admissions and what is reported of them, with rules and history.

Begun anew before the first release: a database that has had all that `replaces` names has had this.
"""

import admissions.models.person
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import partytrack.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('admissions', '0001_models'),
        ('admissions', '0002_rules_and_history'),
        ('admissions', '0003_what_progress_reads'),
        ('admissions', '0004_limits_and_entries'),
        ('admissions', '0006_history_by_statements'),
        ('admissions', '0007_namesakes'),
        ('admissions', '0008_submissions'),
        ('admissions', '0009_no_one_left'),
    ]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('units', '0001_first_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE FUNCTION eighteen_on(birth date) RETURNS date IMMUTABLE LANGUAGE sql "
            "AS $$ SELECT (birth + interval '18 years')::date $$",
            "DROP FUNCTION eighteen_on(date)",
        ),
        migrations.CreateModel(
            name='Admission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=admissions.models.person.new_record_id, editable=False, max_length=12, unique=True, verbose_name='mã bản ghi')),
                ('name', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('name_sort', partytrack.fields.DerivedField('name', derivation='person_sort')),
                ('name_search', partytrack.fields.DerivedField('name', derivation='fold')),
                ('birth_date', models.DateField(verbose_name='ngày sinh')),
                ('birth_precision', models.CharField(choices=[('DAY', 'ngày'), ('MONTH', 'tháng'), ('YEAR', 'năm')], default='DAY', max_length=5)),
                ('sex', models.CharField(choices=[('MALE', 'Nam'), ('FEMALE', 'Nữ')], max_length=6, verbose_name='giới tính')),
                ('ethnicity', models.CharField(blank=True, max_length=50, verbose_name='dân tộc')),
                ('occupation', models.CharField(blank=True, choices=[('STATE_OFFICIAL', 'Cán bộ, công chức cơ quan Nhà nước tính từ cấp huyện trở lên'), ('PARTY_OFFICIAL', 'Cán bộ, công chức cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể chính trị - xã hội tính từ cấp huyện trở lên'), ('COMMUNE_OFFICIAL', 'Cán bộ, công chức, người hoạt động không chuyên trách ở xã, phường, thị trấn'), ('VILLAGE_OFFICIAL', 'Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)'), ('PUBLIC_EMPLOYEE', 'Viên chức trong các đơn vị sự nghiệp công lập'), ('PRIVATE_SERVICE_WORKER', 'Người lao động trong các đơn vị sự nghiệp ngoài công lập'), ('FIRM_MANAGER', 'Người lãnh đạo, quản lý doanh nghiệp'), ('FIRM_STAFF', 'Nhân viên, người gián tiếp sản xuất'), ('FIRM_WORKER', 'Công nhân, lao động trực tiếp sản xuất'), ('FARMER', 'Người làm nông, lâm, ngư nghiệp'), ('SOLDIER_OR_POLICE', 'Sỹ quan, chiến sỹ quân đội và công an'), ('UNIVERSITY_STUDENT', 'Sinh viên'), ('PUPIL', 'Học sinh'), ('OTHER', 'Khác')], max_length=30, verbose_name='nghề nghiệp')),
                ('youth_union', models.BooleanField(blank=True, null=True, verbose_name='đoàn viên')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('religion', models.CharField(blank=True, max_length=50, verbose_name='tôn giáo')),
                ('general_education', models.CharField(blank=True, choices=[('LITERATE', 'Biết đọc, biết viết'), ('PRIMARY', 'Tiểu học'), ('LOWER_SECONDARY', 'Trung học cơ sở'), ('UPPER_SECONDARY', 'Trung học phổ thông')], max_length=20, verbose_name='trình độ giáo dục phổ thông')),
                ('qualification', models.CharField(blank=True, choices=[('SKILLED_WORKER', 'Công nhân kỹ thuật, nhân viên nghiệp vụ, sơ cấp'), ('VOCATIONAL', 'Trung cấp'), ('COLLEGE', 'Cao đẳng'), ('BACHELOR', 'Đại học'), ('MASTER', 'Thạc sỹ'), ('DOCTOR', 'Tiến sỹ')], max_length=20, verbose_name='trình độ chuyên môn')),
                ('political_theory', models.CharField(blank=True, choices=[('ELEMENTARY', 'Sơ cấp'), ('INTERMEDIATE', 'Trung cấp'), ('ADVANCED', 'Cao cấp'), ('BACHELOR', 'Cử nhân')], max_length=20, verbose_name='lý luận chính trị')),
                ('readmission', models.BooleanField(blank=True, null=True, verbose_name='kết nạp lại')),
                ('decision_number', models.CharField(max_length=50, verbose_name='số quyết định')),
                ('decided_on', models.DateField(verbose_name='ngày quyết định')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='ngày nhận quyết định')),
                ('admitted_on', models.DateField(blank=True, null=True, verbose_name='ngày kết nạp')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='ngày chính thức')),
                ('counted_on', models.DateField(blank=True, editable=False, null=True, verbose_name='ngày tính chỉ tiêu')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='huỷ lúc')),
                ('void_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do huỷ')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='admissions', to='units.unit')),
                ('entry', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ('twin_reason', models.CharField(blank=True, max_length=200, verbose_name='lý do không trùng')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('voided_at__isnull', True)), fields=['counted_on', 'unit'], include=('sex', 'ethnicity', 'youth_union', 'birth_date', 'birth_precision'), name='admission_counted'),
                    models.Index(condition=models.Q(('voided_at__isnull', True)), fields=['unit', 'counted_on'], include=('sex', 'ethnicity', 'youth_union', 'birth_date', 'birth_precision'), name='admission_counted_of_unit'),
                    models.Index(condition=models.Q(('voided_at__isnull', False), ('counted_on__isnull', True), _connector='OR'), fields=['id'], name='admission_not_counted'),
                    models.Index(fields=['name_search', 'birth_date'], name='admission_namesakes'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('name_search', 'birth_date', 'birth_precision', 'decision_number'), name='admission_same_person_once', violation_error_message='Người này (cùng họ tên, ngày sinh) đã có trong quyết định này.'),
                    models.CheckConstraint(condition=models.Q(('received_on__isnull', True), ('received_on__gte', models.F('decided_on')), _connector='OR'), name='admission_received_after_decided', violation_error_message='Ngày nhận quyết định không được trước ngày quyết định.'),
                    models.CheckConstraint(condition=models.Q(('admitted_on__isnull', True), ('admitted_on__gte', models.F('decided_on')), _connector='OR'), name='admission_ceremony_after_decided', violation_error_message='Ngày kết nạp (lễ) không được trước ngày quyết định.'),
                    models.CheckConstraint(condition=models.Q(('confirmed_on__isnull', True), ('confirmed_on__gt', models.F('admitted_on')), _connector='OR'), name='admission_confirmed_after_ceremony', violation_error_message='Ngày chính thức phải sau ngày kết nạp (lễ); hãy ghi cả ngày kết nạp.'),
                    models.CheckConstraint(condition=models.Q(('decided_on__gte', models.Func(models.F('birth_date'), function='eighteen_on', output_field=models.DateField()))), name='admission_adult', violation_error_message='Người được kết nạp phải đủ 18 tuổi vào ngày quyết định.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='admission_void_has_reason', violation_error_message='Huỷ một kết nạp phải ghi lý do.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='admission',
            trigger=pgtrigger.compiler.Trigger(name='admission_counting_date', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE counting text;', func="\n    SELECT rule INTO counting FROM admissions_countingrule WHERE year = extract(year FROM NEW.decided_on);\n    NEW.counted_on := CASE WHEN counting = 'ADMITTED' THEN NEW.admitted_on ELSE NEW.decided_on END;\n    RETURN NEW;\n", hash='6eb924ea154b42c480b916f866c8c9499768b1e4', operation='INSERT OR UPDATE', pgid='pgtrigger_admission_counting_date_90e79', table='admissions_admission', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='admission',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_admissionevent" ("admitted_on", "birth_date", "birth_precision", "confirmed_on", "counted_on", "decided_on", "decision_number", "entry", "ethnicity", "general_education", "id", "name", "name_search", "name_sort", "note", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "political_theory", "qualification", "readmission", "received_on", "religion", "sex", "twin_reason", "uid", "unit_id", "void_reason", "voided_at", "youth_union") SELECT new_values."admitted_on", new_values."birth_date", new_values."birth_precision", new_values."confirmed_on", new_values."counted_on", new_values."decided_on", new_values."decision_number", new_values."entry", new_values."ethnicity", new_values."general_education", new_values."id", new_values."name", new_values."name_search", new_values."name_sort", new_values."note", new_values."occupation", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."political_theory", new_values."qualification", new_values."readmission", new_values."received_on", new_values."religion", new_values."sex", new_values."twin_reason", new_values."uid", new_values."unit_id", new_values."void_reason", new_values."voided_at", new_values."youth_union" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a8538c07f5112da86d4676086a4ce0a93fe3d874', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bcafd', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_admission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='admission',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_admissionevent" ("admitted_on", "birth_date", "birth_precision", "confirmed_on", "counted_on", "decided_on", "decision_number", "entry", "ethnicity", "general_education", "id", "name", "name_search", "name_sort", "note", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "political_theory", "qualification", "readmission", "received_on", "religion", "sex", "twin_reason", "uid", "unit_id", "void_reason", "voided_at", "youth_union") SELECT new_values."admitted_on", new_values."birth_date", new_values."birth_precision", new_values."confirmed_on", new_values."counted_on", new_values."decided_on", new_values."decision_number", new_values."entry", new_values."ethnicity", new_values."general_education", new_values."id", new_values."name", new_values."name_search", new_values."name_sort", new_values."note", new_values."occupation", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."political_theory", new_values."qualification", new_values."readmission", new_values."received_on", new_values."religion", new_values."sex", new_values."twin_reason", new_values."uid", new_values."unit_id", new_values."void_reason", new_values."voided_at", new_values."youth_union" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c5b04595769c9fea487130fd3b27a0d4362e304a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d5e1f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_admission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='admission',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_admissionevent" ("admitted_on", "birth_date", "birth_precision", "confirmed_on", "counted_on", "decided_on", "decision_number", "entry", "ethnicity", "general_education", "id", "name", "name_search", "name_sort", "note", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "political_theory", "qualification", "readmission", "received_on", "religion", "sex", "twin_reason", "uid", "unit_id", "void_reason", "voided_at", "youth_union") SELECT old_values."admitted_on", old_values."birth_date", old_values."birth_precision", old_values."confirmed_on", old_values."counted_on", old_values."decided_on", old_values."decision_number", old_values."entry", old_values."ethnicity", old_values."general_education", old_values."id", old_values."name", old_values."name_search", old_values."name_sort", old_values."note", old_values."occupation", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."political_theory", old_values."qualification", old_values."readmission", old_values."received_on", old_values."religion", old_values."sex", old_values."twin_reason", old_values."uid", old_values."unit_id", old_values."void_reason", old_values."voided_at", old_values."youth_union" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='876577307f8c092b0724fb1bff7e85bba512a333', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_c7245', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_admission', when='AFTER')),
        ),
        migrations.CreateModel(
            name='AdmissionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.CharField(default=admissions.models.person.new_record_id, editable=False, max_length=12, verbose_name='mã bản ghi')),
                ('name', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('name_sort', partytrack.fields.DerivedField('name', derivation='person_sort')),
                ('name_search', partytrack.fields.DerivedField('name', derivation='fold')),
                ('birth_date', models.DateField(verbose_name='ngày sinh')),
                ('birth_precision', models.CharField(choices=[('DAY', 'ngày'), ('MONTH', 'tháng'), ('YEAR', 'năm')], default='DAY', max_length=5)),
                ('sex', models.CharField(choices=[('MALE', 'Nam'), ('FEMALE', 'Nữ')], max_length=6, verbose_name='giới tính')),
                ('ethnicity', models.CharField(blank=True, max_length=50, verbose_name='dân tộc')),
                ('occupation', models.CharField(blank=True, choices=[('STATE_OFFICIAL', 'Cán bộ, công chức cơ quan Nhà nước tính từ cấp huyện trở lên'), ('PARTY_OFFICIAL', 'Cán bộ, công chức cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể chính trị - xã hội tính từ cấp huyện trở lên'), ('COMMUNE_OFFICIAL', 'Cán bộ, công chức, người hoạt động không chuyên trách ở xã, phường, thị trấn'), ('VILLAGE_OFFICIAL', 'Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)'), ('PUBLIC_EMPLOYEE', 'Viên chức trong các đơn vị sự nghiệp công lập'), ('PRIVATE_SERVICE_WORKER', 'Người lao động trong các đơn vị sự nghiệp ngoài công lập'), ('FIRM_MANAGER', 'Người lãnh đạo, quản lý doanh nghiệp'), ('FIRM_STAFF', 'Nhân viên, người gián tiếp sản xuất'), ('FIRM_WORKER', 'Công nhân, lao động trực tiếp sản xuất'), ('FARMER', 'Người làm nông, lâm, ngư nghiệp'), ('SOLDIER_OR_POLICE', 'Sỹ quan, chiến sỹ quân đội và công an'), ('UNIVERSITY_STUDENT', 'Sinh viên'), ('PUPIL', 'Học sinh'), ('OTHER', 'Khác')], max_length=30, verbose_name='nghề nghiệp')),
                ('youth_union', models.BooleanField(blank=True, null=True, verbose_name='đoàn viên')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('religion', models.CharField(blank=True, max_length=50, verbose_name='tôn giáo')),
                ('general_education', models.CharField(blank=True, choices=[('LITERATE', 'Biết đọc, biết viết'), ('PRIMARY', 'Tiểu học'), ('LOWER_SECONDARY', 'Trung học cơ sở'), ('UPPER_SECONDARY', 'Trung học phổ thông')], max_length=20, verbose_name='trình độ giáo dục phổ thông')),
                ('qualification', models.CharField(blank=True, choices=[('SKILLED_WORKER', 'Công nhân kỹ thuật, nhân viên nghiệp vụ, sơ cấp'), ('VOCATIONAL', 'Trung cấp'), ('COLLEGE', 'Cao đẳng'), ('BACHELOR', 'Đại học'), ('MASTER', 'Thạc sỹ'), ('DOCTOR', 'Tiến sỹ')], max_length=20, verbose_name='trình độ chuyên môn')),
                ('political_theory', models.CharField(blank=True, choices=[('ELEMENTARY', 'Sơ cấp'), ('INTERMEDIATE', 'Trung cấp'), ('ADVANCED', 'Cao cấp'), ('BACHELOR', 'Cử nhân')], max_length=20, verbose_name='lý luận chính trị')),
                ('readmission', models.BooleanField(blank=True, null=True, verbose_name='kết nạp lại')),
                ('decision_number', models.CharField(max_length=50, verbose_name='số quyết định')),
                ('decided_on', models.DateField(verbose_name='ngày quyết định')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='ngày nhận quyết định')),
                ('admitted_on', models.DateField(blank=True, null=True, verbose_name='ngày kết nạp')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='ngày chính thức')),
                ('counted_on', models.DateField(blank=True, editable=False, null=True, verbose_name='ngày tính chỉ tiêu')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='huỷ lúc')),
                ('void_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do huỷ')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.admission')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
                ('entry', models.UUIDField(blank=True, editable=False, null=True)),
                ('twin_reason', models.CharField(blank=True, max_length=200, verbose_name='lý do không trùng')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='admissionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='212f5cf6ab4334ccb74ee44a2d775c9a72a699cb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9a784', table='admissions_admissionevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='AdmissionSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(choices=[('DEMOBILISED', 'Bộ đội xuất ngũ'), ('MILITIA', 'Dân quân tự vệ'), ('RESERVIST', 'Dự bị động viên'), ('PUPIL', 'Học sinh'), ('STUDENT', 'Sinh viên'), ('TEACHER', 'Giáo viên'), ('HEALTH_WORKER', 'Y tế'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('LOCAL_MINORITY', 'Dân tộc thiểu số tại chỗ'), ('VILLAGE_HEAD', 'Thôn trưởng')], max_length=20, verbose_name='đối tượng')),
                ('admission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='admissions.admission')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('admission', 'group'), name='admission_source_once'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='admissionsource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_admissionsourceevent" ("admission_id", "group", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."admission_id", new_values."group", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0812c16e67de8006c5b8096443e767fce39f1d9f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c64f5', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_admissionsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='admissionsource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_admissionsourceevent" ("admission_id", "group", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."admission_id", new_values."group", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0868bb2ab71bca7432f84d96b9f482313d79fe5a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7f0d1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_admissionsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='admissionsource',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_admissionsourceevent" ("admission_id", "group", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."admission_id", old_values."group", old_values."id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='102ab0b1056ed0fa9be8a1589bf83555542a3b1e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_3866f', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_admissionsource', when='AFTER')),
        ),
        migrations.CreateModel(
            name='AdmissionSourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('group', models.CharField(choices=[('DEMOBILISED', 'Bộ đội xuất ngũ'), ('MILITIA', 'Dân quân tự vệ'), ('RESERVIST', 'Dự bị động viên'), ('PUPIL', 'Học sinh'), ('STUDENT', 'Sinh viên'), ('TEACHER', 'Giáo viên'), ('HEALTH_WORKER', 'Y tế'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('LOCAL_MINORITY', 'Dân tộc thiểu số tại chỗ'), ('VILLAGE_HEAD', 'Thôn trưởng')], max_length=20, verbose_name='đối tượng')),
                ('admission', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='admissions.admission')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.admissionsource')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='admissionsourceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bbc8f99a7b0de9f85d66ec2ee70bccc05139e642', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2bc35', table='admissions_admissionsourceevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='AwarenessClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên lớp')),
                ('opened_on', models.DateField(verbose_name='ngày khai giảng')),
                ('learners', models.PositiveIntegerField(verbose_name='số học viên')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awareness_classes', to='units.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('unit', 'name', 'opened_on'), name='awareness_class_once', violation_error_message='Lớp này đã có.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awarenessclass',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_awarenessclassevent" ("id", "learners", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT new_values."id", new_values."learners", new_values."name", new_values."opened_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3578c9ffb7cf864b9b6bd30edbeefd6e5484d8b6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_545db', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_awarenessclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awarenessclass',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_awarenessclassevent" ("id", "learners", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT new_values."id", new_values."learners", new_values."name", new_values."opened_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9271a0467411330b49c6d747e0ea77b799dd8ed4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_69790', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_awarenessclass', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awarenessclass',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_awarenessclassevent" ("id", "learners", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT old_values."id", old_values."learners", old_values."name", old_values."opened_on", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='763dd5afae07ed2bed13064308eaa976e8c2fdfa', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_fb8c4', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_awarenessclass', when='AFTER')),
        ),
        migrations.CreateModel(
            name='AwarenessClassEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='tên lớp')),
                ('opened_on', models.DateField(verbose_name='ngày khai giảng')),
                ('learners', models.PositiveIntegerField(verbose_name='số học viên')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.awarenessclass')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='awarenessclassevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ab69188b3d66732fbe6ee410e818b12763f7f801', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_92ca4', table='admissions_awarenessclassevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=admissions.models.person.new_record_id, editable=False, max_length=12, unique=True, verbose_name='mã bản ghi')),
                ('name', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('name_sort', partytrack.fields.DerivedField('name', derivation='person_sort')),
                ('name_search', partytrack.fields.DerivedField('name', derivation='fold')),
                ('birth_date', models.DateField(verbose_name='ngày sinh')),
                ('birth_precision', models.CharField(choices=[('DAY', 'ngày'), ('MONTH', 'tháng'), ('YEAR', 'năm')], default='DAY', max_length=5)),
                ('sex', models.CharField(choices=[('MALE', 'Nam'), ('FEMALE', 'Nữ')], max_length=6, verbose_name='giới tính')),
                ('ethnicity', models.CharField(blank=True, max_length=50, verbose_name='dân tộc')),
                ('occupation', models.CharField(blank=True, choices=[('STATE_OFFICIAL', 'Cán bộ, công chức cơ quan Nhà nước tính từ cấp huyện trở lên'), ('PARTY_OFFICIAL', 'Cán bộ, công chức cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể chính trị - xã hội tính từ cấp huyện trở lên'), ('COMMUNE_OFFICIAL', 'Cán bộ, công chức, người hoạt động không chuyên trách ở xã, phường, thị trấn'), ('VILLAGE_OFFICIAL', 'Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)'), ('PUBLIC_EMPLOYEE', 'Viên chức trong các đơn vị sự nghiệp công lập'), ('PRIVATE_SERVICE_WORKER', 'Người lao động trong các đơn vị sự nghiệp ngoài công lập'), ('FIRM_MANAGER', 'Người lãnh đạo, quản lý doanh nghiệp'), ('FIRM_STAFF', 'Nhân viên, người gián tiếp sản xuất'), ('FIRM_WORKER', 'Công nhân, lao động trực tiếp sản xuất'), ('FARMER', 'Người làm nông, lâm, ngư nghiệp'), ('SOLDIER_OR_POLICE', 'Sỹ quan, chiến sỹ quân đội và công an'), ('UNIVERSITY_STUDENT', 'Sinh viên'), ('PUPIL', 'Học sinh'), ('OTHER', 'Khác')], max_length=30, verbose_name='nghề nghiệp')),
                ('youth_union', models.BooleanField(blank=True, null=True, verbose_name='đoàn viên')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('awareness_class', models.CharField(blank=True, max_length=200, verbose_name='lớp nhận thức')),
                ('certified_on', models.DateField(blank=True, null=True, verbose_name='ngày cấp giấy chứng nhận')),
                ('mentor', models.CharField(blank=True, max_length=200, verbose_name='người giúp đỡ')),
                ('expected_on', models.DateField(blank=True, null=True, verbose_name='dự kiến kết nạp')),
                ('dropped_on', models.DateField(blank=True, null=True, verbose_name='ngày đưa ra khỏi nguồn')),
                ('drop_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do')),
                ('admission', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='candidate', to='admissions.admission', verbose_name='kết nạp')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='units.unit')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('admission__isnull', True)), fields=['unit'], include=('dropped_on', 'expected_on'), name='candidate_not_admitted'),
                    models.Index(fields=['name_search', 'birth_date'], name='candidate_namesakes'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('dropped_on__isnull', True)), fields=('unit', 'name_search', 'birth_date', 'birth_precision'), name='candidate_same_person_once', violation_error_message='Người này (cùng họ tên, ngày sinh) đã có trong nguồn của tổ chức này.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('drop_reason', ''), ('dropped_on__isnull', True)), models.Q(('dropped_on__isnull', False), models.Q(('drop_reason', ''), _negated=True)), _connector='OR'), name='candidate_dropped_has_reason', violation_error_message='Đưa một người ra khỏi nguồn phải ghi lý do.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_candidateevent" ("admission_id", "awareness_class", "birth_date", "birth_precision", "certified_on", "drop_reason", "dropped_on", "ethnicity", "expected_on", "id", "mentor", "name", "name_search", "name_sort", "note", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "uid", "unit_id", "youth_union") SELECT new_values."admission_id", new_values."awareness_class", new_values."birth_date", new_values."birth_precision", new_values."certified_on", new_values."drop_reason", new_values."dropped_on", new_values."ethnicity", new_values."expected_on", new_values."id", new_values."mentor", new_values."name", new_values."name_search", new_values."name_sort", new_values."note", new_values."occupation", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sex", new_values."uid", new_values."unit_id", new_values."youth_union" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d8b3d90176890ca8a733b2a36a625fb2dce564c5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_66685', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_candidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_candidateevent" ("admission_id", "awareness_class", "birth_date", "birth_precision", "certified_on", "drop_reason", "dropped_on", "ethnicity", "expected_on", "id", "mentor", "name", "name_search", "name_sort", "note", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "uid", "unit_id", "youth_union") SELECT new_values."admission_id", new_values."awareness_class", new_values."birth_date", new_values."birth_precision", new_values."certified_on", new_values."drop_reason", new_values."dropped_on", new_values."ethnicity", new_values."expected_on", new_values."id", new_values."mentor", new_values."name", new_values."name_search", new_values."name_sort", new_values."note", new_values."occupation", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sex", new_values."uid", new_values."unit_id", new_values."youth_union" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3671252ca955c326866214bd7ee0081731002ed8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0e7d3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_candidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidate',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_candidateevent" ("admission_id", "awareness_class", "birth_date", "birth_precision", "certified_on", "drop_reason", "dropped_on", "ethnicity", "expected_on", "id", "mentor", "name", "name_search", "name_sort", "note", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "uid", "unit_id", "youth_union") SELECT old_values."admission_id", old_values."awareness_class", old_values."birth_date", old_values."birth_precision", old_values."certified_on", old_values."drop_reason", old_values."dropped_on", old_values."ethnicity", old_values."expected_on", old_values."id", old_values."mentor", old_values."name", old_values."name_search", old_values."name_sort", old_values."note", old_values."occupation", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."sex", old_values."uid", old_values."unit_id", old_values."youth_union" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4581fac277e41eb55d6be7bd753e3f8a09b928d9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_c72f2', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_candidate', when='AFTER')),
        ),
        migrations.CreateModel(
            name='CandidateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uid', models.CharField(default=admissions.models.person.new_record_id, editable=False, max_length=12, verbose_name='mã bản ghi')),
                ('name', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('name_sort', partytrack.fields.DerivedField('name', derivation='person_sort')),
                ('name_search', partytrack.fields.DerivedField('name', derivation='fold')),
                ('birth_date', models.DateField(verbose_name='ngày sinh')),
                ('birth_precision', models.CharField(choices=[('DAY', 'ngày'), ('MONTH', 'tháng'), ('YEAR', 'năm')], default='DAY', max_length=5)),
                ('sex', models.CharField(choices=[('MALE', 'Nam'), ('FEMALE', 'Nữ')], max_length=6, verbose_name='giới tính')),
                ('ethnicity', models.CharField(blank=True, max_length=50, verbose_name='dân tộc')),
                ('occupation', models.CharField(blank=True, choices=[('STATE_OFFICIAL', 'Cán bộ, công chức cơ quan Nhà nước tính từ cấp huyện trở lên'), ('PARTY_OFFICIAL', 'Cán bộ, công chức cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể chính trị - xã hội tính từ cấp huyện trở lên'), ('COMMUNE_OFFICIAL', 'Cán bộ, công chức, người hoạt động không chuyên trách ở xã, phường, thị trấn'), ('VILLAGE_OFFICIAL', 'Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)'), ('PUBLIC_EMPLOYEE', 'Viên chức trong các đơn vị sự nghiệp công lập'), ('PRIVATE_SERVICE_WORKER', 'Người lao động trong các đơn vị sự nghiệp ngoài công lập'), ('FIRM_MANAGER', 'Người lãnh đạo, quản lý doanh nghiệp'), ('FIRM_STAFF', 'Nhân viên, người gián tiếp sản xuất'), ('FIRM_WORKER', 'Công nhân, lao động trực tiếp sản xuất'), ('FARMER', 'Người làm nông, lâm, ngư nghiệp'), ('SOLDIER_OR_POLICE', 'Sỹ quan, chiến sỹ quân đội và công an'), ('UNIVERSITY_STUDENT', 'Sinh viên'), ('PUPIL', 'Học sinh'), ('OTHER', 'Khác')], max_length=30, verbose_name='nghề nghiệp')),
                ('youth_union', models.BooleanField(blank=True, null=True, verbose_name='đoàn viên')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('awareness_class', models.CharField(blank=True, max_length=200, verbose_name='lớp nhận thức')),
                ('certified_on', models.DateField(blank=True, null=True, verbose_name='ngày cấp giấy chứng nhận')),
                ('mentor', models.CharField(blank=True, max_length=200, verbose_name='người giúp đỡ')),
                ('expected_on', models.DateField(blank=True, null=True, verbose_name='dự kiến kết nạp')),
                ('dropped_on', models.DateField(blank=True, null=True, verbose_name='ngày đưa ra khỏi nguồn')),
                ('drop_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do')),
                ('admission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='admissions.admission', verbose_name='kết nạp')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.candidate')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='11870e79fd102e8ffa3d3502ae6d66341d075b36', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ff967', table='admissions_candidateevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='CandidateSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(choices=[('DEMOBILISED', 'Bộ đội xuất ngũ'), ('MILITIA', 'Dân quân tự vệ'), ('RESERVIST', 'Dự bị động viên'), ('PUPIL', 'Học sinh'), ('STUDENT', 'Sinh viên'), ('TEACHER', 'Giáo viên'), ('HEALTH_WORKER', 'Y tế'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('LOCAL_MINORITY', 'Dân tộc thiểu số tại chỗ'), ('VILLAGE_HEAD', 'Thôn trưởng')], max_length=20, verbose_name='đối tượng')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='admissions.candidate')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('candidate', 'group'), name='candidate_source_once'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidatesource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_candidatesourceevent" ("candidate_id", "group", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."candidate_id", new_values."group", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='63b7b579eb3733b0fff5186ad56dd144b5958ba8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bd5a6', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_candidatesource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidatesource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_candidatesourceevent" ("candidate_id", "group", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."candidate_id", new_values."group", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1cae77ac06d6040590fabf156104e9a4abc4f631', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f58b5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_candidatesource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidatesource',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_candidatesourceevent" ("candidate_id", "group", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."candidate_id", old_values."group", old_values."id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e98f25f0ed9d88a1d4641e2ca26e7ad0d4aa2d29', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_ff735', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_candidatesource', when='AFTER')),
        ),
        migrations.CreateModel(
            name='CandidateSourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('group', models.CharField(choices=[('DEMOBILISED', 'Bộ đội xuất ngũ'), ('MILITIA', 'Dân quân tự vệ'), ('RESERVIST', 'Dự bị động viên'), ('PUPIL', 'Học sinh'), ('STUDENT', 'Sinh viên'), ('TEACHER', 'Giáo viên'), ('HEALTH_WORKER', 'Y tế'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('LOCAL_MINORITY', 'Dân tộc thiểu số tại chỗ'), ('VILLAGE_HEAD', 'Thôn trưởng')], max_length=20, verbose_name='đối tượng')),
                ('candidate', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='admissions.candidate')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.candidatesource')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidatesourceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9fb57563967083d05cc3f196947fd6502f7be3a0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f15a0', table='admissions_candidatesourceevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='CandidateStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('LISTED', 'Cảm tình đảng'), ('CLASS', 'Lớp nhận thức'), ('APPLICATION', 'Làm đơn'), ('VETTING', 'Thẩm tra'), ('CELL', 'Chi bộ xét'), ('GRASSROOTS', 'Đảng uỷ cơ sở xét'), ('AUTHORISED', 'Chờ quyết định')], max_length=12, verbose_name='bước')),
                ('on', models.DateField(verbose_name='ngày vào bước')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='admissions.candidate')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['candidate'], include=('on', 'stage'), name='step_reached'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('candidate', 'stage'), name='candidate_stage_once', violation_error_message='Bước này của người này đã có ngày.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidatestep',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_candidatestepevent" ("candidate_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage") SELECT new_values."candidate_id", new_values."id", new_values."on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."stage" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1d9776c2b133d12fedb31d8ca398ebd3e9c12990', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e7f7f', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_candidatestep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidatestep',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_candidatestepevent" ("candidate_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage") SELECT new_values."candidate_id", new_values."id", new_values."on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."stage" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c1dde3563db936b6013cc2bd1ddfed776ddec239', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_18bc2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_candidatestep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidatestep',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_candidatestepevent" ("candidate_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage") SELECT old_values."candidate_id", old_values."id", old_values."on", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."stage" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='53a529dc60d27d3374d1fe818aab779b58eae061', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_f7be1', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_candidatestep', when='AFTER')),
        ),
        migrations.CreateModel(
            name='CandidateStepEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('stage', models.CharField(choices=[('LISTED', 'Cảm tình đảng'), ('CLASS', 'Lớp nhận thức'), ('APPLICATION', 'Làm đơn'), ('VETTING', 'Thẩm tra'), ('CELL', 'Chi bộ xét'), ('GRASSROOTS', 'Đảng uỷ cơ sở xét'), ('AUTHORISED', 'Chờ quyết định')], max_length=12, verbose_name='bước')),
                ('on', models.DateField(verbose_name='ngày vào bước')),
                ('candidate', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='admissions.candidate')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.candidatestep')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidatestepevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='15440403c83127e26cd695d3005cdda408bf370b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_10dad', table='admissions_candidatestepevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='CountingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='năm')),
                ('rule', models.CharField(choices=[('DECIDED', 'ngày quyết định kết nạp'), ('ADMITTED', 'ngày tổ chức lễ kết nạp')], max_length=10, verbose_name='ngày tính chỉ tiêu')),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countingrule',
            trigger=pgtrigger.compiler.Trigger(name='recount_admissions', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    UPDATE admissions_admission SET counted_on = NULL\n    WHERE extract(year FROM decided_on) IN (NEW.year, OLD.year);\n    RETURN NULL;\n', hash='77d80c076750aa5fe4c3cb8acda84cea15475984', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_recount_admissions_c7c58', table='admissions_countingrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countingrule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_countingruleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "year") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rule", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e529e46026acf14cc492fb3d5321b08718e435e1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_238ac', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_countingrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countingrule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_countingruleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "year") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rule", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ff8391164a2acea558cd3774d2c8bd5033ac4a5a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_779e6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_countingrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countingrule',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_countingruleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "year") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."rule", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d5ded02b8d674fe9e87f5b616d157e13cd7ca5e3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_d3981', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_countingrule', when='AFTER')),
        ),
        migrations.CreateModel(
            name='CountingRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('rule', models.CharField(choices=[('DECIDED', 'ngày quyết định kết nạp'), ('ADMITTED', 'ngày tổ chức lễ kết nạp')], max_length=10, verbose_name='ngày tính chỉ tiêu')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.countingrule')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countingruleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c08eb363f7cf021b55cb43fa37e51ec9a9214fed', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a2728', table='admissions_countingruleevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Limit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ADULT_AGE', 'Tuổi thấp nhất vào ngày quyết định (năm)'), ('OLD_AGE', 'Tuổi cao nhất vào ngày quyết định (năm, tính theo tháng)'), ('CEREMONY_AFTER_RECEIVED', 'Thời hạn tổ chức lễ kết nạp, từ ngày nhận quyết định (ngày làm việc)'), ('CEREMONY_AFTER_DECIDED', 'Thời hạn tổ chức lễ kết nạp, từ ngày ban hành quyết định (ngày làm việc)'), ('CEREMONY_SOON', 'Nhắc lễ kết nạp chưa tổ chức, sau (ngày làm việc)'), ('PROBATION_MONTHS', 'Thời gian dự bị (tháng)'), ('CONFIRMATION_WORKING_DAYS', 'Thời hạn công nhận chính thức, từ ngày hết dự bị (ngày làm việc)'), ('READMISSION_MONTHS', 'Kết nạp lại: thời gian ít nhất từ khi ra khỏi Đảng (tháng)')], max_length=30, verbose_name='ngưỡng')),
                ('quantity', models.PositiveSmallIntegerField(verbose_name='giá trị')),
                ('during', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='căn cứ')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
            ],
            options={
                'constraints': [
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('kind', '='), ('during', '&&')], name='limit_one_at_a_time', violation_error_message='Ngưỡng này đã có giá trị khác trong khoảng thời gian ấy.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='limit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_limitevent" ("during", "id", "issued_on", "kind", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity") SELECT new_values."during", new_values."id", new_values."issued_on", new_values."kind", new_values."legal_basis", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2ee725d54d724aea87cd5b8e9dd1d7d804767de1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ef288', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_limit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='limit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_limitevent" ("during", "id", "issued_on", "kind", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity") SELECT new_values."during", new_values."id", new_values."issued_on", new_values."kind", new_values."legal_basis", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quantity" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2d57053688e56fb073a9ed190a66d5dc8406c027', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b1108', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_limit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='limit',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_limitevent" ("during", "id", "issued_on", "kind", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity") SELECT old_values."during", old_values."id", old_values."issued_on", old_values."kind", old_values."legal_basis", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."quantity" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3949802771c750f005c99ef63a101c02191c6476', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_e3b8a', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_limit', when='AFTER')),
        ),
        migrations.CreateModel(
            name='LimitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('ADULT_AGE', 'Tuổi thấp nhất vào ngày quyết định (năm)'), ('OLD_AGE', 'Tuổi cao nhất vào ngày quyết định (năm, tính theo tháng)'), ('CEREMONY_AFTER_RECEIVED', 'Thời hạn tổ chức lễ kết nạp, từ ngày nhận quyết định (ngày làm việc)'), ('CEREMONY_AFTER_DECIDED', 'Thời hạn tổ chức lễ kết nạp, từ ngày ban hành quyết định (ngày làm việc)'), ('CEREMONY_SOON', 'Nhắc lễ kết nạp chưa tổ chức, sau (ngày làm việc)'), ('PROBATION_MONTHS', 'Thời gian dự bị (tháng)'), ('CONFIRMATION_WORKING_DAYS', 'Thời hạn công nhận chính thức, từ ngày hết dự bị (ngày làm việc)'), ('READMISSION_MONTHS', 'Kết nạp lại: thời gian ít nhất từ khi ra khỏi Đảng (tháng)')], max_length=30, verbose_name='ngưỡng')),
                ('quantity', models.PositiveSmallIntegerField(verbose_name='giá trị')),
                ('during', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='căn cứ')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.limit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='limitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c1cf4c036880ad26b0cd9969079c01388ec58c07', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_56ad4', table='admissions_limitevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='NoOneLeft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('marked_at', models.DateTimeField(auto_now_add=True, verbose_name='đánh dấu lúc')),
                ('marked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người đánh dấu')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='no_one_left', to='units.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('unit', 'year'), name='no_one_left_once_a_year', violation_error_message='Tổ chức này đã được đánh dấu không còn quần chúng trong năm.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nooneleft',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_nooneleftevent" ("id", "marked_at", "marked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "year") SELECT new_values."id", new_values."marked_at", new_values."marked_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."unit_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bc793b27f7daaa62d02fbafbaf374be3f10f2b01', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e8bfb', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_nooneleft', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nooneleft',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_nooneleftevent" ("id", "marked_at", "marked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "year") SELECT new_values."id", new_values."marked_at", new_values."marked_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."unit_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bb79342fefc8b54e8be1414020e0370987976d88', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3fe8a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_nooneleft', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nooneleft',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_nooneleftevent" ("id", "marked_at", "marked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "year") SELECT old_values."id", old_values."marked_at", old_values."marked_by_id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."unit_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1a2b46aee3a6ce2e4355f8d428e3444def63e6fc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_3b9dc', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_nooneleft', when='AFTER')),
        ),
        migrations.CreateModel(
            name='NoOneLeftEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('marked_at', models.DateTimeField(auto_now_add=True, verbose_name='đánh dấu lúc')),
                ('marked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người đánh dấu')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.nooneleft')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nooneleftevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a5a6f2d85931b5afe25213111ffab498a65f1371', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1e2a3', table='admissions_nooneleftevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='tháng')),
                ('through', models.DateField(verbose_name='đến hết ngày')),
                ('admitted', models.IntegerField(verbose_name='số kết nạp')),
                ('tallied', models.IntegerField(verbose_name='số tổng hợp')),
                ('at', models.DateTimeField(verbose_name='chốt lúc')),
                ('reopened_at', models.DateTimeField(blank=True, null=True, verbose_name='mở lại lúc')),
                ('reopened_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do mở lại')),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to=settings.AUTH_USER_MODEL, verbose_name='người chốt')),
                ('reopened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reopened_submissions', to=settings.AUTH_USER_MODEL, verbose_name='người mở lại')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='units.unit')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['month'], name='submission_month'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('reopened_at__isnull', True)), fields=('unit', 'month'), name='submission_one_standing', violation_error_message='Số liệu tháng này của tổ chức đã được chốt; mở lại trước khi chốt lần nữa.'),
                    models.CheckConstraint(condition=models.Q(('month__day', 1)), name='submission_of_a_month', violation_error_message='Tháng được ghi bằng ngày đầu tháng.'),
                    models.CheckConstraint(condition=models.Q(('through__year', models.F('month__year')), ('through__month', models.F('month__month'))), name='submission_through_its_month', violation_error_message='Ngày chốt đến phải ở trong tháng được chốt.'),
                    models.CheckConstraint(condition=models.Q(('at__date__gte', models.F('through'))), name='submission_not_ahead', violation_error_message='Không chốt trước số liệu của những ngày chưa đến.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('reopened_at__isnull', True), ('reopened_by__isnull', True), ('reopened_reason', '')), models.Q(('reopened_at__isnull', False), ('reopened_by__isnull', False), models.Q(('reopened_reason', ''), _negated=True)), _connector='OR'), name='submission_reopened_by_someone_for_a_reason', violation_error_message='Mở lại số liệu đã chốt phải ghi người mở, ngày giờ và lý do.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_submissionevent" ("admitted", "at", "confirmed_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopened_at", "reopened_by_id", "reopened_reason", "tallied", "through", "unit_id") SELECT new_values."admitted", new_values."at", new_values."confirmed_by_id", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reopened_at", new_values."reopened_by_id", new_values."reopened_reason", new_values."tallied", new_values."through", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6e8beb1b6e5d4e3bf7d5f42915705fffb9df5e0f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2f1e5', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_submission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_submissionevent" ("admitted", "at", "confirmed_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopened_at", "reopened_by_id", "reopened_reason", "tallied", "through", "unit_id") SELECT new_values."admitted", new_values."at", new_values."confirmed_by_id", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reopened_at", new_values."reopened_by_id", new_values."reopened_reason", new_values."tallied", new_values."through", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1df1b69e63088676e487572da14cfc83d17a7e6a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7287b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_submission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_submissionevent" ("admitted", "at", "confirmed_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopened_at", "reopened_by_id", "reopened_reason", "tallied", "through", "unit_id") SELECT old_values."admitted", old_values."at", old_values."confirmed_by_id", old_values."id", old_values."month", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."reopened_at", old_values."reopened_by_id", old_values."reopened_reason", old_values."tallied", old_values."through", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cac99efa16d7097dc580d83edb42ddbcd3b9a09e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_585da', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_submission', when='AFTER')),
        ),
        migrations.CreateModel(
            name='SubmissionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('month', models.DateField(verbose_name='tháng')),
                ('through', models.DateField(verbose_name='đến hết ngày')),
                ('admitted', models.IntegerField(verbose_name='số kết nạp')),
                ('tallied', models.IntegerField(verbose_name='số tổng hợp')),
                ('at', models.DateTimeField(verbose_name='chốt lúc')),
                ('reopened_at', models.DateTimeField(blank=True, null=True, verbose_name='mở lại lúc')),
                ('reopened_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do mở lại')),
                ('confirmed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người chốt')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.submission')),
                ('reopened_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người mở lại')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submissionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0f00455e72aa230bff28432fbefe22979416eb49', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_374a0', table='admissions_submissionevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_on', models.DateField(verbose_name='tính đến ngày')),
                ('quantity', models.PositiveIntegerField(verbose_name='số kết nạp')),
                ('women', models.PositiveIntegerField(blank=True, null=True, verbose_name='nữ')),
                ('minority', models.PositiveIntegerField(blank=True, null=True, verbose_name='dân tộc thiểu số')),
                ('youth_union', models.PositiveIntegerField(blank=True, null=True, verbose_name='đoàn viên')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='nguồn số liệu')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='units.unit')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['counted_on'], name='tally_counted'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('unit', 'counted_on'), name='tally_once_a_day', violation_error_message='Tổ chức này đã có số liệu tổng hợp của ngày đó.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('women__isnull', True), ('women__lte', models.F('quantity')), _connector='OR'), models.Q(('minority__isnull', True), ('minority__lte', models.F('quantity')), _connector='OR'), models.Q(('youth_union__isnull', True), ('youth_union__lte', models.F('quantity')), _connector='OR')), name='tally_parts_within_whole', violation_error_message='Số nữ, dân tộc thiểu số, đoàn viên không được nhiều hơn số kết nạp.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tally',
            trigger=pgtrigger.compiler.Trigger(name='tally_one_on_a_line', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE culprit text;', func="\n    PERFORM pg_advisory_xact_lock(hashtext('admissions_tally'));\n    WITH RECURSIVE years AS (\n        SELECT DISTINCT extract(year FROM counted_on) AS year FROM fresh\n    ), days AS (\n        SELECT DISTINCT counted_on AS day FROM admissions_tally JOIN years ON extract(year FROM counted_on) = year\n    ), subject AS (\n        SELECT DISTINCT unit_id, extract(year FROM counted_on) AS year FROM fresh\n    ), up(subject_id, day, unit_id) AS (\n        SELECT subject.unit_id, days.day, subject.unit_id FROM subject JOIN days ON extract(year FROM days.day) = subject.year\n        UNION ALL\n        SELECT up.subject_id, up.day, place.parent_id\n        FROM up JOIN units_placement place ON place.unit_id = up.unit_id AND place.during @> up.day\n        WHERE place.parent_id IS NOT NULL\n    ), down(subject_id, day, unit_id) AS (\n        SELECT subject.unit_id, days.day, subject.unit_id FROM subject JOIN days ON extract(year FROM days.day) = subject.year\n        UNION ALL\n        SELECT down.subject_id, down.day, place.unit_id\n        FROM down JOIN units_placement place ON place.parent_id = down.unit_id AND place.during @> down.day\n    ), related AS (\n        SELECT * FROM up UNION SELECT * FROM down\n    )\n    SELECT unit.name INTO culprit\n    FROM related\n    JOIN admissions_tally theirs ON theirs.unit_id = related.unit_id\n         AND extract(year FROM theirs.counted_on) = extract(year FROM related.day)\n    JOIN units_unit unit ON unit.id = theirs.unit_id\n    WHERE related.unit_id <> related.subject_id\n      AND (theirs.counted_on = related.day\n           OR EXISTS (SELECT 1 FROM fresh WHERE fresh.unit_id = related.subject_id AND fresh.counted_on = related.day))\n    ORDER BY theirs.id LIMIT 1;\n    IF culprit IS NOT NULL THEN\n        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'tally_one_on_a_line', MESSAGE = 'tally_one_on_a_line', DETAIL = culprit;\n    END IF;\n    RETURN NULL;\n", hash='8208752ea9fb0b2780ed82de5cf61700b3304e52', level='STATEMENT', operation='INSERT', pgid='pgtrigger_tally_one_on_a_line_e866e', referencing='REFERENCING NEW TABLE AS fresh ', table='admissions_tally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tally',
            trigger=pgtrigger.compiler.Trigger(name='tally_one_on_a_line_moved', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE culprit text;', func="\n    PERFORM pg_advisory_xact_lock(hashtext('admissions_tally'));\n    WITH RECURSIVE years AS (\n        SELECT DISTINCT extract(year FROM counted_on) AS year FROM fresh\n    ), days AS (\n        SELECT DISTINCT counted_on AS day FROM admissions_tally JOIN years ON extract(year FROM counted_on) = year\n    ), subject AS (\n        SELECT DISTINCT unit_id, extract(year FROM counted_on) AS year FROM fresh\n    ), up(subject_id, day, unit_id) AS (\n        SELECT subject.unit_id, days.day, subject.unit_id FROM subject JOIN days ON extract(year FROM days.day) = subject.year\n        UNION ALL\n        SELECT up.subject_id, up.day, place.parent_id\n        FROM up JOIN units_placement place ON place.unit_id = up.unit_id AND place.during @> up.day\n        WHERE place.parent_id IS NOT NULL\n    ), down(subject_id, day, unit_id) AS (\n        SELECT subject.unit_id, days.day, subject.unit_id FROM subject JOIN days ON extract(year FROM days.day) = subject.year\n        UNION ALL\n        SELECT down.subject_id, down.day, place.unit_id\n        FROM down JOIN units_placement place ON place.parent_id = down.unit_id AND place.during @> down.day\n    ), related AS (\n        SELECT * FROM up UNION SELECT * FROM down\n    )\n    SELECT unit.name INTO culprit\n    FROM related\n    JOIN admissions_tally theirs ON theirs.unit_id = related.unit_id\n         AND extract(year FROM theirs.counted_on) = extract(year FROM related.day)\n    JOIN units_unit unit ON unit.id = theirs.unit_id\n    WHERE related.unit_id <> related.subject_id\n      AND (theirs.counted_on = related.day\n           OR EXISTS (SELECT 1 FROM fresh WHERE fresh.unit_id = related.subject_id AND fresh.counted_on = related.day))\n    ORDER BY theirs.id LIMIT 1;\n    IF culprit IS NOT NULL THEN\n        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'tally_one_on_a_line_moved', MESSAGE = 'tally_one_on_a_line_moved', DETAIL = culprit;\n    END IF;\n    RETURN NULL;\n", hash='93eb3dca3524254ea81d72d61598696a80439108', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_tally_one_on_a_line_moved_1d42b', referencing='REFERENCING NEW TABLE AS fresh ', table='admissions_tally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tally',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_tallyevent" ("counted_on", "id", "minority", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source", "unit_id", "women", "youth_union") SELECT new_values."counted_on", new_values."id", new_values."minority", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."source", new_values."unit_id", new_values."women", new_values."youth_union" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f3aafcc58792952696de8320b43e76a40bb337bd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2f531', referencing='REFERENCING NEW TABLE AS new_values ', table='admissions_tally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tally',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_tallyevent" ("counted_on", "id", "minority", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source", "unit_id", "women", "youth_union") SELECT new_values."counted_on", new_values."id", new_values."minority", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quantity", new_values."source", new_values."unit_id", new_values."women", new_values."youth_union" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='60e7e478086427e213a441a410cc4d38493fe296', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ff13d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='admissions_tally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tally',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "admissions_tallyevent" ("counted_on", "id", "minority", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source", "unit_id", "women", "youth_union") SELECT old_values."counted_on", old_values."id", old_values."minority", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."quantity", old_values."source", old_values."unit_id", old_values."women", old_values."youth_union" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f088471ac9cd81dce59de2d153e7837caf5f6516', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_b2266', referencing='REFERENCING OLD TABLE AS old_values ', table='admissions_tally', when='AFTER')),
        ),
        migrations.CreateModel(
            name='TallyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('counted_on', models.DateField(verbose_name='tính đến ngày')),
                ('quantity', models.PositiveIntegerField(verbose_name='số kết nạp')),
                ('women', models.PositiveIntegerField(blank=True, null=True, verbose_name='nữ')),
                ('minority', models.PositiveIntegerField(blank=True, null=True, verbose_name='dân tộc thiểu số')),
                ('youth_union', models.PositiveIntegerField(blank=True, null=True, verbose_name='đoàn viên')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='nguồn số liệu')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='admissions.tally')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tallyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e79072c4554d8664578572b42cfaaf3b7096e9a9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be34e', table='admissions_tallyevent', when='BEFORE')),
        ),
    ]

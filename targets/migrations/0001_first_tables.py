"""Decisions of targets and their drafts, with rules and history.

Begun anew before the first release: a database that has had all that `replaces` names has had this.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('targets', '0001_models'),
        ('targets', '0002_rules_and_history'),
        ('targets', '0003_history_by_statements'),
        ('targets', '0004_drafts_of_allocations'),
        ('targets', '0005_documents_only_in_a_draft'),
        ('targets', '0006_parts_within_the_total'),
    ]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('units', '0001_first_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AllocationDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('cells', models.JSONField(default=dict)),
                ('by_hand', models.JSONField(default=list)),
                ('paper', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocation_drafts', to='units.unit')),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('issuer', 'year'), name='allocation_draft_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='TargetDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('number', models.CharField(max_length=50, verbose_name='số quyết định')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('effective_on', models.DateField(verbose_name='ngày hiệu lực')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='thời hạn')),
                ('state', models.CharField(choices=[('DRAFT', 'Dự thảo'), ('ISSUED', 'Đã ban hành'), ('WITHDRAWN', 'Đã thu hồi')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='lý do chênh lệch')),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='target_decisions', to='units.unit')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['year', 'effective_on'], name='decision_year'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('issuer', 'year', 'number'), name='decision_number_once', violation_error_message='Tổ chức này đã có một quyết định mang số này trong năm.'),
                    models.CheckConstraint(condition=models.Q(('effective_on__gte', models.F('issued_on'))), name='decision_effective_after_issued', violation_error_message='Ngày hiệu lực không được trước ngày ban hành.'),
                    models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('effective_on')), _connector='OR'), name='decision_due_after_effective', violation_error_message='Thời hạn không được trước ngày hiệu lực.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetdecision',
            trigger=pgtrigger.compiler.Trigger(name='decision_issued_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.state <> 'DRAFT' AND (TG_OP = 'DELETE' OR NOT (\n                OLD.state = 'ISSUED' AND NEW.state = 'WITHDRAWN'\n                AND (OLD.issuer_id, OLD.year, OLD.number, OLD.issued_on, OLD.effective_on, OLD.reason)\n                    = (NEW.issuer_id, NEW.year, NEW.number, NEW.issued_on, NEW.effective_on, NEW.reason)\n                AND OLD.due_on IS NOT DISTINCT FROM NEW.due_on)) THEN\n                RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_issued_is_final', MESSAGE = 'decision_issued_is_final';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='601f50d57113fde1755e26f1d1d3cda1cea472b8', operation='UPDATE OR DELETE', pgid='pgtrigger_decision_issued_is_final_2388e', table='targets_targetdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetdecision',
            trigger=pgtrigger.compiler.Trigger(name='decision_lines_right', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE culprit text;', func="\n            IF NEW.state <> 'ISSUED' OR OLD.state = 'ISSUED' THEN RETURN NULL; END IF;\n            SELECT unit.name INTO culprit\n            FROM targets_target line JOIN units_unit unit ON unit.id = line.unit_id\n            LEFT JOIN units_placement place ON place.unit_id = line.unit_id AND place.during @> NEW.effective_on\n            WHERE line.decision_id = NEW.id AND (\n                NOT COALESCE(\n                    place.parent_id = NEW.issuer_id\n                    OR (line.unit_id = NEW.issuer_id AND (place.parent_id IS NULL OR line.tier = 'PLEDGE')), FALSE)\n                OR place.id IS NULL\n                OR EXISTS (SELECT 1 FROM targets_targetadjustment applied\n                           WHERE applied.unit_id = line.unit_id AND applied.year = NEW.year\n                             AND applied.effective_on > NEW.effective_on))\n            ORDER BY line.id LIMIT 1;\n            IF culprit IS NOT NULL THEN\n                RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_lines_right', MESSAGE = 'decision_lines_right', DETAIL = culprit;\n            END IF;\n            RETURN NULL;\n        ", hash='cb58373cedf99187f72fe073184da08aa30264f2', operation='UPDATE', pgid='pgtrigger_decision_lines_right_6b0b3', table='targets_targetdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetdecision',
            trigger=pgtrigger.compiler.Trigger(name='decision_begins_as_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.state <> 'DRAFT' THEN\n                RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_begins_as_draft', MESSAGE = 'decision_begins_as_draft';\n            END IF;\n            RETURN NEW;\n        ", hash='74ea109924a226645ffe7c1d11bad2ba302caf99', operation='INSERT', pgid='pgtrigger_decision_begins_as_draft_73cf4', table='targets_targetdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetdecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_targetdecisionevent" ("due_on", "effective_on", "id", "issued_on", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "year") SELECT new_values."due_on", new_values."effective_on", new_values."id", new_values."issued_on", new_values."issuer_id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='89685bbd656f553362370701a3de0f0799cac4a7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bba1b', referencing='REFERENCING NEW TABLE AS new_values ', table='targets_targetdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetdecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_targetdecisionevent" ("due_on", "effective_on", "id", "issued_on", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "year") SELECT new_values."due_on", new_values."effective_on", new_values."id", new_values."issued_on", new_values."issuer_id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."state", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e2f59c120724f5e407a67218c3041720a6ee365a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1e03d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='targets_targetdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetdecision',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_targetdecisionevent" ("due_on", "effective_on", "id", "issued_on", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "year") SELECT old_values."due_on", old_values."effective_on", old_values."id", old_values."issued_on", old_values."issuer_id", old_values."number", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."reason", old_values."state", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9f4e09b94898e39651eaa3d831164c711c3fd33d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_a8ed4', referencing='REFERENCING OLD TABLE AS old_values ', table='targets_targetdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetdecision',
            trigger=pgtrigger.compiler.Trigger(name='decision_parts_within_total', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE culprit text;', func="\n            IF NEW.state <> 'ISSUED' OR OLD.state = 'ISSUED' THEN RETURN NULL; END IF;\n            SELECT unit.name INTO culprit\n            FROM targets_target part\n            JOIN targets_target whole USING (decision_id, unit_id, tier)\n            JOIN units_unit unit ON unit.id = unit_id\n            WHERE decision_id = NEW.id AND whole.category = 'TOTAL' AND part.category <> 'TOTAL'\n              AND part.quantity > COALESCE(whole.quantity, -1)\n            ORDER BY part.id LIMIT 1;\n            IF culprit IS NOT NULL THEN\n                RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_parts_within_total', MESSAGE = 'decision_parts_within_total', DETAIL = culprit;\n            END IF;\n            RETURN NULL;\n        ", hash='6d0a55731d2d7564df84d5ac1a6187caaa3e3f78', operation='UPDATE', pgid='pgtrigger_decision_parts_within_total_01534', table='targets_targetdecision', when='AFTER')),
        ),
        migrations.CreateModel(
            name='TargetDecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('number', models.CharField(max_length=50, verbose_name='số quyết định')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('effective_on', models.DateField(verbose_name='ngày hiệu lực')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='thời hạn')),
                ('state', models.CharField(choices=[('DRAFT', 'Dự thảo'), ('ISSUED', 'Đã ban hành'), ('WITHDRAWN', 'Đã thu hồi')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='lý do chênh lệch')),
                ('issuer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.targetdecision')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetdecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2a6d3e430de822660a22cc23f1254b9a67cb88a4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a6738', table='targets_targetdecisionevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='DecisionDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='units.document')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='targets.targetdecision')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('decision', 'document'), name='decision_document_once'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisiondocument',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_decisiondocumentevent" ("decision_id", "document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."decision_id", new_values."document_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='da9ce30d1fc8a119cb35037401f4ee6100176ea7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b94f0', referencing='REFERENCING NEW TABLE AS new_values ', table='targets_decisiondocument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisiondocument',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_decisiondocumentevent" ("decision_id", "document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."decision_id", new_values."document_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7c5bd0deee281486b1e402b954e1a00327123d7b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fc51b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='targets_decisiondocument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisiondocument',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_decisiondocumentevent" ("decision_id", "document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."decision_id", old_values."document_id", old_values."id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='20a65ecc1a85457b74ccc841d59f5eb9865f0198', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_7b5de', referencing='REFERENCING OLD TABLE AS old_values ', table='targets_decisiondocument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisiondocument',
            trigger=pgtrigger.compiler.Trigger(name='decision_document_of_a_draft', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE decided text;', func="\n            SELECT string_agg(state, ',') INTO decided FROM targets_targetdecision\n            WHERE id IN (OLD.decision_id, NEW.decision_id) AND state <> 'DRAFT';\n            IF decided IS NOT NULL THEN\n                RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_document_of_a_draft', MESSAGE = 'decision_document_of_a_draft';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='e0f7ad8b1642e9afddf4d4e72bdef5616a977aeb', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_decision_document_of_a_draft_d9bf0', table='targets_decisiondocument', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='DecisionDocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.document')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.decisiondocument')),
                ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='targets.targetdecision')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisiondocumentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9039805f663a7f42b43f332d2ff8d4fb1cf4cb73', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e7fa2', table='targets_decisiondocumentevent', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='targetdecision',
            name='documents',
            field=models.ManyToManyField(related_name='decisions', through='targets.DecisionDocument', to='units.document'),
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tier', models.CharField(choices=[('ASSIGNED', 'Chỉ tiêu giao'), ('PLEDGE', 'Phấn đấu')], default='ASSIGNED', max_length=10)),
                ('category', models.CharField(choices=[('TOTAL', 'Tổng số'), ('WOMEN', 'Nữ'), ('MINORITY', 'Dân tộc thiểu số'), ('YOUTH_UNION', 'Đoàn viên'), ('DEMOBILISED', 'Bộ đội xuất ngũ'), ('MILITIA', 'Dân quân tự vệ'), ('RESERVIST', 'Dự bị động viên'), ('PUPIL', 'Học sinh'), ('STUDENT', 'Sinh viên'), ('TEACHER', 'Giáo viên'), ('HEALTH_WORKER', 'Y tế'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('LOCAL_MINORITY', 'Dân tộc thiểu số tại chỗ'), ('VILLAGE_HEAD', 'Thôn trưởng')], default='TOTAL', max_length=20)),
                ('quantity', models.PositiveIntegerField(blank=True, null=True, verbose_name='số lượng')),
                ('own_due_on', models.DateField(blank=True, null=True, verbose_name='thời hạn riêng')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='units.unit')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='targets.targetdecision')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('decision', 'unit', 'tier', 'category'), name='target_once_a_decision', violation_error_message='Tổ chức này đã có dòng này trong quyết định.'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='target_line_of_a_draft', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE decided text;', func="\n            SELECT string_agg(state, ',') INTO decided FROM targets_targetdecision\n            WHERE id IN (OLD.decision_id, NEW.decision_id) AND state <> 'DRAFT';\n            IF decided IS NOT NULL THEN\n                RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'target_line_of_a_draft', MESSAGE = 'target_line_of_a_draft';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='13c67f75fb9bff1c024a5c829631566fff5821f9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_target_line_of_a_draft_9ff26', table='targets_target', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_targetevent" ("category", "decision_id", "id", "note", "own_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "tier", "unit_id") SELECT new_values."category", new_values."decision_id", new_values."id", new_values."note", new_values."own_due_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."tier", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1375df0affcc00b864eadc0b88be9980eb22198c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5c297', referencing='REFERENCING NEW TABLE AS new_values ', table='targets_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_targetevent" ("category", "decision_id", "id", "note", "own_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "tier", "unit_id") SELECT new_values."category", new_values."decision_id", new_values."id", new_values."note", new_values."own_due_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quantity", new_values."tier", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d84c086a764b9a668358f49708858c5718bbafbe', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4b8d6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='targets_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_targetevent" ("category", "decision_id", "id", "note", "own_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "tier", "unit_id") SELECT old_values."category", old_values."decision_id", old_values."id", old_values."note", old_values."own_due_on", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."quantity", old_values."tier", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7f7100bf1cda33f99de032d0af62cddc606ba3bf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_5feed', referencing='REFERENCING OLD TABLE AS old_values ', table='targets_target', when='AFTER')),
        ),
        migrations.CreateModel(
            name='TargetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('tier', models.CharField(choices=[('ASSIGNED', 'Chỉ tiêu giao'), ('PLEDGE', 'Phấn đấu')], default='ASSIGNED', max_length=10)),
                ('category', models.CharField(choices=[('TOTAL', 'Tổng số'), ('WOMEN', 'Nữ'), ('MINORITY', 'Dân tộc thiểu số'), ('YOUTH_UNION', 'Đoàn viên'), ('DEMOBILISED', 'Bộ đội xuất ngũ'), ('MILITIA', 'Dân quân tự vệ'), ('RESERVIST', 'Dự bị động viên'), ('PUPIL', 'Học sinh'), ('STUDENT', 'Sinh viên'), ('TEACHER', 'Giáo viên'), ('HEALTH_WORKER', 'Y tế'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('LOCAL_MINORITY', 'Dân tộc thiểu số tại chỗ'), ('VILLAGE_HEAD', 'Thôn trưởng')], default='TOTAL', max_length=20)),
                ('quantity', models.PositiveIntegerField(blank=True, null=True, verbose_name='số lượng')),
                ('own_due_on', models.DateField(blank=True, null=True, verbose_name='thời hạn riêng')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='targets.targetdecision')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.target')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed8e26c5651f64ddef41f6e5c5788ddc9b95dada', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2df42', table='targets_targetevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='TargetAdjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('tier', models.CharField(choices=[('ASSIGNED', 'Chỉ tiêu giao'), ('PLEDGE', 'Phấn đấu')], default='ASSIGNED', max_length=10)),
                ('category', models.CharField(choices=[('TOTAL', 'Tổng số'), ('WOMEN', 'Nữ'), ('MINORITY', 'Dân tộc thiểu số'), ('YOUTH_UNION', 'Đoàn viên'), ('DEMOBILISED', 'Bộ đội xuất ngũ'), ('MILITIA', 'Dân quân tự vệ'), ('RESERVIST', 'Dự bị động viên'), ('PUPIL', 'Học sinh'), ('STUDENT', 'Sinh viên'), ('TEACHER', 'Giáo viên'), ('HEALTH_WORKER', 'Y tế'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('LOCAL_MINORITY', 'Dân tộc thiểu số tại chỗ'), ('VILLAGE_HEAD', 'Thôn trưởng')], default='TOTAL', max_length=20)),
                ('delta', models.IntegerField(verbose_name='thêm, bớt')),
                ('effective_on', models.DateField(verbose_name='ngày hiệu lực')),
                ('reorganisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='target_adjustments', to='units.reorganisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='target_adjustments', to='units.unit')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['year', 'unit'], name='adjustment_year_unit'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('reorganisation', 'unit', 'year', 'tier', 'category'), name='adjustment_once_a_reorganisation'),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetadjustment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_targetadjustmentevent" ("category", "delta", "effective_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reorganisation_id", "tier", "unit_id", "year") SELECT new_values."category", new_values."delta", new_values."effective_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reorganisation_id", new_values."tier", new_values."unit_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='da2e614293039bf8fe0f1f82f1d31e8abf66182d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e2038', referencing='REFERENCING NEW TABLE AS new_values ', table='targets_targetadjustment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetadjustment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_targetadjustmentevent" ("category", "delta", "effective_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reorganisation_id", "tier", "unit_id", "year") SELECT new_values."category", new_values."delta", new_values."effective_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reorganisation_id", new_values."tier", new_values."unit_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0fec72201ab383b5631ce82a3b1a40ff11cd1abc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_49367', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='targets_targetadjustment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetadjustment',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "targets_targetadjustmentevent" ("category", "delta", "effective_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reorganisation_id", "tier", "unit_id", "year") SELECT old_values."category", old_values."delta", old_values."effective_on", old_values."id", _pgh_attached_context.value, NOW(), \'deleted\', old_values."id", old_values."reorganisation_id", old_values."tier", old_values."unit_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c63050adbb8ac6c0a971b2fd451b8c87345e1702', level='STATEMENT', operation='DELETE', pgid='pgtrigger_deleted_delete_a9b57', referencing='REFERENCING OLD TABLE AS old_values ', table='targets_targetadjustment', when='AFTER')),
        ),
        migrations.CreateModel(
            name='TargetAdjustmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('tier', models.CharField(choices=[('ASSIGNED', 'Chỉ tiêu giao'), ('PLEDGE', 'Phấn đấu')], default='ASSIGNED', max_length=10)),
                ('category', models.CharField(choices=[('TOTAL', 'Tổng số'), ('WOMEN', 'Nữ'), ('MINORITY', 'Dân tộc thiểu số'), ('YOUTH_UNION', 'Đoàn viên'), ('DEMOBILISED', 'Bộ đội xuất ngũ'), ('MILITIA', 'Dân quân tự vệ'), ('RESERVIST', 'Dự bị động viên'), ('PUPIL', 'Học sinh'), ('STUDENT', 'Sinh viên'), ('TEACHER', 'Giáo viên'), ('HEALTH_WORKER', 'Y tế'), ('PRIVATE_FIRM', 'Doanh nghiệp ngoài nhà nước'), ('LOCAL_MINORITY', 'Dân tộc thiểu số tại chỗ'), ('VILLAGE_HEAD', 'Thôn trưởng')], default='TOTAL', max_length=20)),
                ('delta', models.IntegerField(verbose_name='thêm, bớt')),
                ('effective_on', models.DateField(verbose_name='ngày hiệu lực')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.targetadjustment')),
                ('reorganisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.reorganisation')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetadjustmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0312bf8a18e93cffdd0152aa09db6235dc0634b2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4ef86', table='targets_targetadjustmentevent', when='BEFORE')),
        ),
    ]

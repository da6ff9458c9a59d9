"""Workbooks that came in, and their rows.

Begun anew before the first release: a database that has had all that `replaces` names has had this.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import workbooks.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('workbooks', '0001_batches'),
        ('workbooks', '0002_what_is_said_beside_the_rows'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=workbooks.models.new_batch_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('source', models.BinaryField(null=True)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('columns', models.JSONField(default=dict)),
                ('headers', models.JSONField(default=list)),
                ('remarks', models.JSONField(default=list)),
                ('refusal', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('RECEIVED', 'đang đọc'), ('REFUSED', 'không đọc được'), ('READY', 'chờ ghi'), ('WRITING', 'đang ghi'), ('WRITTEN', 'đã ghi'), ('UNDONE', 'đã hoàn tác'), ('CANCELLED', 'đã huỷ'), ('EXPIRED', 'đã hết hạn')], default='RECEIVED', max_length=10)),
                ('step', models.CharField(blank=True, max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('context', models.UUIDField(null=True)),
                ('touched', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('began_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_batches', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('beside', models.JSONField(default=dict)),
                ('headline', models.JSONField(default=dict)),
                ('whole', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['owner', '-id'], name='import_batch_of_owner'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('BAD', 'có lỗi'), ('TWIN', 'trùng, chưa quyết'), ('NEW', 'thêm mới'), ('CHANGED', 'thay đổi'), ('UNCHANGED', 'không đổi'), ('SKIPPED', 'bỏ qua, giữ bản đã có'), ('DROPPED', 'bỏ dòng')], max_length=10)),
                ('cells', models.JSONField()),
                ('typed', models.JSONField(default=dict)),
                ('decision', models.CharField(blank=True, max_length=40)),
                ('told', models.JSONField(default=dict)),
                ('noted', models.BooleanField(default=False)),
                ('kin', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, size=None)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='workbooks.importbatch')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('batch', 'number'), name='import_row_once'),
                ],
            },
        ),
    ]

"""Alibaba's client for Python against an endpoint: up in parts, resumed, copied in parts, down again.

Words: endpoint, folder, bucket, signature version (v1 or v4). Prints what it saw as JSON.
"""
import json
import os
import sys

import oss2
from oss2.models import PartInfo

endpoint, folder, name, version = sys.argv[1:5]
key_id, secret = os.environ["OSS_ACCESS_KEY_ID"], os.environ["OSS_ACCESS_KEY_SECRET"]
auth = oss2.AuthV4(key_id, secret) if version == "v4" else oss2.Auth(key_id, secret)
bucket = oss2.Bucket(auth, endpoint, name, region="cn-hangzhou")
source = os.path.join(folder, "source")
PART = 102400
seen = {}

# The client compares the CRC-64 of what it sent with that of the object, and fails when they differ.
store = oss2.ResumableStore(root=folder)
done = oss2.resumable_upload(
    bucket, "up", source, store=store, multipart_threshold=PART, part_size=PART, num_threads=3, headers={"x-oss-meta-colour": "blue"}
)
seen["up"] = done.etag
seen["colour"] = bucket.head_object("up").headers["x-oss-meta-colour"]


# Cut half way, and gone on with from the records on disk.
def broken(consumed, total):
    if total and consumed > total // 2:
        raise RuntimeError("cut")


try:
    oss2.resumable_upload(
        bucket, "resumed", source, store=store, multipart_threshold=PART, part_size=PART, num_threads=1, progress_callback=broken
    )
except RuntimeError as error:
    seen["broken"] = str(error)
seen["open"] = [one.key for one in oss2.MultipartUploadIterator(bucket)]
oss2.resumable_upload(bucket, "resumed", source, store=store, multipart_threshold=PART, part_size=PART, num_threads=1)
seen["left"] = [one.key for one in oss2.MultipartUploadIterator(bucket)]

# One after another, with the MD5 of the whole promised nowhere but in the order of the parts.
begun = bucket.init_multipart_upload("sequential", params={"sequential": ""}).upload_id
first = bucket.upload_part("sequential", begun, 1, b"a" * PART)
try:
    bucket.upload_part("sequential", begun, 3, b"b")
except oss2.exceptions.ServerError as error:
    seen["gap"] = [error.status, error.code]
second = bucket.upload_part("sequential", begun, 2, b"b")
parts = [PartInfo(1, first.etag, size=PART, part_crc=first.crc), PartInfo(2, second.etag, size=1, part_crc=second.crc)]
seen["sequential"] = bucket.complete_multipart_upload("sequential", begun, parts).etag

# Without a list.
begun = bucket.init_multipart_upload("all").upload_id
bucket.upload_part("all", begun, 2, b"b")
bucket.upload_part("all", begun, 1, b"a" * PART)
seen["all"] = bucket.complete_multipart_upload("all", begun, None, headers={"x-oss-complete-all": "yes"}).etag

# Copied by ranges.
size = os.path.getsize(source)
begun = bucket.init_multipart_upload("copied").upload_id
middle = size // 2
parts = []
for number, (start, end) in enumerate([(0, middle - 1), (middle, size - 1)], 1):
    part = bucket.upload_part_copy(name, "up", (start, end), "copied", begun, number)
    parts.append(PartInfo(number, part.etag))
bucket.complete_multipart_upload("copied", begun, parts)

oss2.resumable_download(bucket, "copied", os.path.join(folder, "down"), multiget_threshold=PART, part_size=PART, num_threads=3, store=store)
bucket.get_object_to_file("resumed", os.path.join(folder, "resumed"))

begun = bucket.init_multipart_upload("gone").upload_id
bucket.abort_multipart_upload("gone", begun)
try:
    bucket.list_parts("gone", begun)
except oss2.exceptions.NoSuchUpload as error:
    seen["aborted"] = error.code
print(json.dumps(seen))

"""Multipart by boto3 and s3transfer: transfer.py ENDPOINT FOLDER BUCKET STYLE. Tells what it saw as one JSON document."""
import json
import socket
import sys

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config

ENDPOINT, FOLDER, BUCKET, STYLE = sys.argv[1:]
MIB = 1024 * 1024

# Names below "localhost" are this machine (RFC 6761), whatever the resolver knows.
resolve = socket.getaddrinfo


def loopback(host, *rest, **more):
    return resolve("127.0.0.1" if str(host).endswith(".localhost") else host, *rest, **more)


socket.getaddrinfo = loopback

config = Config(s3={"addressing_style": STYLE}, retries={"total_max_attempts": 1})
s3 = boto3.client("s3", endpoint_url=ENDPOINT, config=config)
transfer = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB, max_concurrency=3)
source = f"{FOLDER}/source"
seen = {}

# s3transfer: up, a copy in parts, and down in ranges.
s3.upload_file(source, BUCKET, "up", Config=transfer, ExtraArgs={"Metadata": {"colour": "blue"}})
s3.copy({"Bucket": BUCKET, "Key": "up"}, BUCKET, "copied", Config=transfer)
s3.download_file(BUCKET, "copied", f"{FOLDER}/down", Config=transfer)
seen["up"] = s3.head_object(Bucket=BUCKET, Key="up")["Metadata"]


# s3transfer gives up: its source breaks off in the middle, so it aborts.
class Breaking:
    def __init__(self):
        self.left = 7 * MIB

    def read(self, size=-1):
        if self.left <= 0:
            raise OSError("the source broke")
        size = min(size, self.left)
        self.left -= size
        return b"x" * size


try:
    s3.upload_fileobj(Breaking(), BUCKET, "broken", Config=transfer)
except Exception as error:
    seen["broken"] = str(error)

# By hand: one part, then a resume from what ListParts shows.
upload = s3.create_multipart_upload(Bucket=BUCKET, Key="resumed")["UploadId"]
here = {"Bucket": BUCKET, "Key": "resumed", "UploadId": upload}
with open(source, "rb") as file:
    first = file.read(5 * MIB)
    rest = file.read()
s3.upload_part(**here, PartNumber=1, Body=first)
seen["open"] = [one["Key"] for one in s3.list_multipart_uploads(Bucket=BUCKET)["Uploads"]]
listed = s3.list_parts(**here)["Parts"]
seen["listed"] = [[one["PartNumber"], one["Size"]] for one in listed]
second = s3.upload_part(**here, PartNumber=2, Body=rest)
parts = [{"PartNumber": 1, "ETag": listed[0]["ETag"]}, {"PartNumber": 2, "ETag": second["ETag"]}]
seen["resumed"] = s3.complete_multipart_upload(**here, MultipartUpload={"Parts": parts})["ETag"]
s3.download_file(BUCKET, "resumed", f"{FOLDER}/resumed")

# By hand: an abort.
upload = s3.create_multipart_upload(Bucket=BUCKET, Key="aborted")["UploadId"]
s3.abort_multipart_upload(Bucket=BUCKET, Key="aborted", UploadId=upload)
try:
    s3.list_parts(Bucket=BUCKET, Key="aborted", UploadId=upload)
except s3.exceptions.ClientError as error:
    seen["aborted"] = error.response["Error"]["Code"]
seen["left"] = len(s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []))
print(json.dumps(seen))

"""An archive in parts through boto3's glacier client, unchanged: up in any order, listed, completed, retrieved, and one aborted."""
import io
import json
import sys
import urllib.request
from pathlib import Path

import boto3
from botocore.utils import calculate_tree_hash

endpoint, folder, vault = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
MIB = 1024 * 1024
glacier = boto3.client("glacier", endpoint_url=endpoint)
data = (folder / "source").read_bytes()


def put(upload, first):
    body = data[first : first + MIB]
    glacier.upload_multipart_part(
        vaultName=vault, uploadId=upload, body=body, range=f"bytes {first}-{first + len(body) - 1}/*"
    )


glacier.create_vault(vaultName=vault)
upload = glacier.initiate_multipart_upload(vaultName=vault, partSize=str(MIB), archiveDescription="by boto3")["uploadId"]
for first in reversed(range(0, len(data), MIB)):
    put(upload, first)
pages = glacier.get_paginator("list_parts").paginate(vaultName=vault, uploadId=upload, PaginationConfig={"PageSize": 5})
listed = [part["RangeInBytes"] for page in pages for part in page["Parts"]]
try:
    glacier.complete_multipart_upload(vaultName=vault, uploadId=upload, archiveSize=str(len(data)), checksum="0" * 64)
    refused = None
except glacier.exceptions.InvalidParameterValueException as error:
    refused = error.response["Error"]["Message"]
archive = glacier.complete_multipart_upload(
    vaultName=vault, uploadId=upload, archiveSize=str(len(data)), checksum=calculate_tree_hash(io.BytesIO(data))
)["archiveId"]

other = glacier.initiate_multipart_upload(vaultName=vault, partSize=str(MIB))["uploadId"]
put(other, 0)
glacier.abort_multipart_upload(vaultName=vault, uploadId=other)
left = glacier.list_multipart_uploads(vaultName=vault)["UploadsList"]

job = glacier.initiate_job(vaultName=vault, jobParameters={"Type": "archive-retrieval", "ArchiveId": archive})["jobId"]
before = glacier.describe_job(vaultName=vault, jobId=job)["StatusCode"]
urllib.request.urlopen(
    urllib.request.Request(endpoint + "/_mock/clock", json.dumps({"advance": "5 hours", "bucket": vault}).encode())
)
after = glacier.describe_job(vaultName=vault, jobId=job)["StatusCode"]
output = glacier.get_job_output(vaultName=vault, jobId=job)
(folder / "down").write_bytes(output["body"].read())
print(
    json.dumps(
        {
            "listed": listed,
            "refused": refused,
            "left": left,
            "states": [before, after],
            "description": output["archiveDescription"],
            "checksum": output["checksum"] == calculate_tree_hash(io.BytesIO(data)),
        }
    )
)

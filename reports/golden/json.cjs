/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`dist/reports/json.test.js > TAP > nothing wrong 1`] = `
{
  "format": "multiparity-run/1",
  "tool": {
    "name": "multiparity",
    "version": "0.1.0",
    "node": "v20.20.2"
  },
  "startedAt": "2026-11-20T12:00:00.000Z",
  "durationMs": 75400,
  "interrupted": false,
  "rules": [
    {
      "id": "create/metadata",
      "group": "create",
      "title": "Metadata given at Create is on the object",
      "kind": "required",
      "sources": [
        {
          "kind": "seed",
          "ref": "003",
          "says": "Multipart upload completion"
        },
        {
          "kind": "fact",
          "ref": "S3-117"
        },
        {
          "kind": "url",
          "ref": "https://docs.example.com/multipart?a=1&b=<2>",
          "says": "The list must be in order"
        }
      ]
    },
    {
      "id": "create/content-type",
      "group": "create",
      "title": "Content type given at Create is on the object",
      "kind": "required",
      "sources": [
        {
          "kind": "seed",
          "ref": "003",
          "says": "Multipart upload completion"
        },
        {
          "kind": "fact",
          "ref": "S3-117"
        },
        {
          "kind": "url",
          "ref": "https://docs.example.com/multipart?a=1&b=<2>",
          "says": "The list must be in order"
        }
      ]
    },
    {
      "id": "upload-part/number-range",
      "group": "upload-part",
      "title": "Part numbers outside 1..10000 are refused",
      "kind": "required",
      "sources": [
        {
          "kind": "seed",
          "ref": "003",
          "says": "Multipart upload completion"
        },
        {
          "kind": "fact",
          "ref": "S3-117"
        },
        {
          "kind": "url",
          "ref": "https://docs.example.com/multipart?a=1&b=<2>",
          "says": "The list must be in order"
        }
      ]
    },
    {
      "id": "complete/part-order",
      "group": "complete",
      "title": "Parts are listed in ascending order",
      "kind": "required",
      "sources": [
        {
          "kind": "seed",
          "ref": "003",
          "says": "Multipart upload completion"
        },
        {
          "kind": "fact",
          "ref": "S3-117"
        },
        {
          "kind": "url",
          "ref": "https://docs.example.com/multipart?a=1&b=<2>",
          "says": "The list must be in order"
        }
      ]
    },
    {
      "id": "complete/parts-exist",
      "group": "complete",
      "title": "Parts that were never uploaded are refused",
      "kind": "required",
      "sources": [
        {
          "kind": "seed",
          "ref": "003",
          "says": "Multipart upload completion"
        },
        {
          "kind": "fact",
          "ref": "S3-117"
        },
        {
          "kind": "url",
          "ref": "https://docs.example.com/multipart?a=1&b=<2>",
          "says": "The list must be in order"
        }
      ]
    },
    {
      "id": "complete/min-part-size",
      "group": "complete",
      "title": "Only the last part may be small",
      "kind": "required",
      "sources": [
        {
          "kind": "seed",
          "ref": "003",
          "says": "Multipart upload completion"
        },
        {
          "kind": "fact",
          "ref": "S3-117"
        },
        {
          "kind": "url",
          "ref": "https://docs.example.com/multipart?a=1&b=<2>",
          "says": "The list must be in order"
        }
      ]
    },
    {
      "id": "complete/second-complete",
      "group": "complete",
      "title": "What a second Complete answers",
      "kind": "observe",
      "sources": [
        {
          "kind": "seed",
          "ref": "003",
          "says": "Multipart upload completion"
        },
        {
          "kind": "fact",
          "ref": "S3-117"
        },
        {
          "kind": "url",
          "ref": "https://docs.example.com/multipart?a=1&b=<2>",
          "says": "The list must be in order"
        }
      ]
    },
    {
      "id": "abort/idempotent",
      "group": "abort",
      "title": "A second Abort is harmless",
      "kind": "recommended",
      "sources": [
        {
          "kind": "seed",
          "ref": "003",
          "says": "Multipart upload completion"
        },
        {
          "kind": "fact",
          "ref": "S3-117"
        },
        {
          "kind": "url",
          "ref": "https://docs.example.com/multipart?a=1&b=<2>",
          "says": "The list must be in order"
        }
      ]
    },
    {
      "id": "list-parts/ugly",
      "group": "list-parts",
      "title": "a <b>&amp; \\"q\\" 's' | \`tick\` \`\`\` # hash \\\\ *star* _u_ [l](x) ]]> --> </script><script>alert(1)</script> é 漢 🪣",
      "kind": "required",
      "sources": [
        {
          "kind": "seed",
          "ref": "003",
          "says": "Multipart upload completion"
        },
        {
          "kind": "fact",
          "ref": "S3-117"
        },
        {
          "kind": "url",
          "ref": "https://docs.example.com/multipart?a=1&b=<2>",
          "says": "The list must be in order"
        }
      ]
    }
  ],
  "targets": [
    {
      "startedAt": "2026-11-20T12:00:01.000Z",
      "durationMs": 61000,
      "target": "mock:aws-s3",
      "profile": "aws-s3",
      "driver": "s3",
      "server": "Multiparity mock 0.1.0",
      "endpoint": "http://127.0.0.1:9000",
      "requests": 412,
      "bytesSent": 734003200,
      "bytesReceived": 80000,
      "limits": {
        "part size, least": "5 MiB",
        "part numbers": "1..10000"
      },
      "stale": [],
      "left": [],
      "cases": [
        {
          "durationMs": 12.5,
          "id": "create/metadata#plain",
          "rule": "create/metadata",
          "scenario": "plain",
          "title": "Metadata given at Create is on the object",
          "kind": "required",
          "driver": "s3",
          "verdict": {
            "kind": "pass"
          },
          "checks": [
            {
              "title": "refused: part-order",
              "level": "required",
              "ok": true,
              "expected": "400 InvalidPartOrder",
              "actual": "400 InvalidPartOrder",
              "exchange": 2
            }
          ],
          "values": {},
          "exchanges": [
            {
              "driver": "s3",
              "step": "setup 1: create",
              "request": {
                "method": "POST",
                "url": "http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1",
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "authorization",
                    "AWS4-HMAC-SHA256 (removed)"
                  ]
                ],
                "body": "<CompleteMultipartUpload/>",
                "bodyBytes": 26
              },
              "response": {
                "status": 200,
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "x-amz-request-id",
                    "R-1"
                  ]
                ],
                "body": "<InitiateMultipartUploadResult/>",
                "bodyBytes": 32
              },
              "startMs": 120.5,
              "endMs": 131.25,
              "curl": "curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml"
            },
            {
              "driver": "s3",
              "step": "setup 2: put-part",
              "request": {
                "method": "PUT",
                "url": "http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1",
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "authorization",
                    "AWS4-HMAC-SHA256 (removed)"
                  ]
                ],
                "body": "5242880 bytes, seed part-1",
                "bodyBytes": 5242880
              },
              "response": {
                "status": 200,
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "x-amz-request-id",
                    "R-1"
                  ]
                ],
                "body": "",
                "bodyBytes": 0
              },
              "startMs": 120.5,
              "endMs": 131.25,
              "curl": "curl --aws-sigv4 aws:amz:us-east-1:s3 -X PUT 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml"
            },
            {
              "driver": "s3",
              "step": "ask: complete",
              "request": {
                "method": "POST",
                "url": "http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1",
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "authorization",
                    "AWS4-HMAC-SHA256 (removed)"
                  ]
                ],
                "body": "<CompleteMultipartUpload/>",
                "bodyBytes": 26
              },
              "response": {
                "status": 400,
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "x-amz-request-id",
                    "R-1"
                  ]
                ],
                "body": "<?xml version=\\"1.0\\"?>\\n<Error><Code>InvalidPart</Code><Message>One or more of the parts</Message></Error>",
                "bodyBytes": 104
              },
              "startMs": 120.5,
              "endMs": 131.25,
              "curl": "curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml"
            }
          ]
        },
        {
          "durationMs": 12.5,
          "id": "complete/part-order#repeat",
          "rule": "complete/part-order",
          "scenario": "repeat",
          "title": "Parts are listed in ascending order",
          "kind": "required",
          "driver": "s3",
          "verdict": {
            "kind": "known",
            "because": "the list is sorted first"
          },
          "checks": [
            {
              "title": "refused: part-order",
              "level": "required",
              "ok": false,
              "expected": "400 InvalidPartOrder",
              "actual": "200 with an ETag",
              "exchange": 2
            }
          ],
          "values": {},
          "exchanges": [
            {
              "driver": "s3",
              "step": "setup 1: create",
              "request": {
                "method": "POST",
                "url": "http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1",
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "authorization",
                    "AWS4-HMAC-SHA256 (removed)"
                  ]
                ],
                "body": "<CompleteMultipartUpload/>",
                "bodyBytes": 26
              },
              "response": {
                "status": 200,
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "x-amz-request-id",
                    "R-1"
                  ]
                ],
                "body": "<InitiateMultipartUploadResult/>",
                "bodyBytes": 32
              },
              "startMs": 120.5,
              "endMs": 131.25,
              "curl": "curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml"
            },
            {
              "driver": "s3",
              "step": "setup 2: put-part",
              "request": {
                "method": "PUT",
                "url": "http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1",
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "authorization",
                    "AWS4-HMAC-SHA256 (removed)"
                  ]
                ],
                "body": "5242880 bytes, seed part-1",
                "bodyBytes": 5242880
              },
              "response": {
                "status": 200,
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "x-amz-request-id",
                    "R-1"
                  ]
                ],
                "body": "",
                "bodyBytes": 0
              },
              "startMs": 120.5,
              "endMs": 131.25,
              "curl": "curl --aws-sigv4 aws:amz:us-east-1:s3 -X PUT 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml"
            },
            {
              "driver": "s3",
              "step": "ask: complete",
              "request": {
                "method": "POST",
                "url": "http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1",
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "authorization",
                    "AWS4-HMAC-SHA256 (removed)"
                  ]
                ],
                "body": "<CompleteMultipartUpload/>",
                "bodyBytes": 26
              },
              "response": {
                "status": 400,
                "headers": [
                  [
                    "content-type",
                    "application/xml"
                  ],
                  [
                    "x-amz-request-id",
                    "R-1"
                  ]
                ],
                "body": "<?xml version=\\"1.0\\"?>\\n<Error><Code>InvalidPart</Code><Message>One or more of the parts</Message></Error>",
                "bodyBytes": 104
              },
              "startMs": 120.5,
              "endMs": 131.25,
              "curl": "curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml"
            }
          ]
        },
        {
          "durationMs": 12.5,
          "id": "complete/min-part-size#first",
          "rule": "complete/min-part-size",
          "scenario": "first",
          "title": "Only the last part may be small",
          "kind": "required",
          "driver": "s3",
          "verdict": {
            "kind": "skipped",
            "because": "the profile promises no least part size"
          },
          "checks": [],
          "values": {},
          "exchanges": []
        }
      ]
    }
  ],
  "ledger": [
    {
      "id": "003",
      "title": "A page about uploads",
      "kind": "document",
      "provider": "AWS S3",
      "profiles": [
        "aws-s3"
      ],
      "entries": [
        {
          "rules": [
            "create/metadata"
          ],
          "ref": "22",
          "says": "metadata given at the start is kept",
          "at": "Start"
        },
        {
          "rules": [
            "list-parts/ugly",
            "no/such-rule"
          ],
          "ref": "25",
          "says": "a <b>&amp; \\"q\\" 's' | \`tick\` \`\`\` # hash \\\\ *star* _u_ [l](x) ]]> --> </script><script>alert(1)</script> é 漢 🪣",
          "at": "Parts"
        },
        {
          "rules": [],
          "ref": "30",
          "says": "parts are billed",
          "at": "Parts",
          "why": "billing"
        },
        {
          "rules": [],
          "because": "nobody sees <it>",
          "ref": "31",
          "says": "parts are kept on disk",
          "at": "Parts",
          "why": "internal"
        },
        {
          "rules": [],
          "ref": "32",
          "says": "nobody has looked at this yet",
          "at": "End"
        }
      ]
    },
    {
      "id": "pages",
      "title": "Other pages",
      "kind": "document",
      "provider": "several",
      "profiles": [],
      "entries": [
        {
          "rules": [
            "complete/part-order"
          ],
          "ref": "https://docs.example.com/",
          "says": "a page says so",
          "at": "Wire"
        }
      ]
    },
    {
      "id": "facts",
      "title": "What is known",
      "kind": "facts",
      "provider": "AWS S3",
      "profiles": [
        "aws-s3"
      ],
      "entries": [
        {
          "rules": [
            "complete/part-order"
          ],
          "ref": "S3-117",
          "says": "",
          "at": "documented"
        }
      ]
    }
  ]
}

`

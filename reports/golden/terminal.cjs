/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`dist/reports/terminal.test.js > TAP > every verdict 1`] = `
mock:aws-s3
  profile aws-s3 · driver s3 · Multiparity mock 0.1.0 · http://127.0.0.1:9000
  create       ↑ 1 fixed  ✓ 1 pass
  upload-part  ✓ 1 pass  ∅ 1 unsupported
  complete     ✗ 1 fail  ■ 1 blocked  ≈ 1 known  ○ 1 observed  – 1 skipped
  abort        △ 1 missed
  list-parts   ✗ 1 fail  ‼ 1 broken

↑ fixed create/content-type#kept
  Content type given at Create is on the object
  issue 12: dropped on Complete
    ask: complete
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      → 400 InvalidPart
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml

✗ fail complete/part-order#descending
  Parts are listed in ascending order
  ✗ refused: part-order
    expected 400 InvalidPartOrder
    actual   200 with an ETag
    ask: complete
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      → 400 InvalidPart
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml

■ blocked complete/parts-exist#missing
  Parts that were never uploaded are refused
  setup 2: put-part was refused
    setup 2: put-part
      PUT http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      → socket hang up
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X PUT 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml

✗ fail list-parts/ugly#ugly[a=<&"]
  a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> -->
  </script><script>alert(1)</script> é 漢 🪣
  ✗ a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> -->
  </script><script>alert(1)</script> é 漢 🪣
    expected a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> -->
             </script><script>alert(1)</script> é 漢 🪣
    actual   red \\u001b[31m nul \\u0000 bell \\u0007 c1 \\u0085 half \\ud800 sep \\u2028 rtl \\u202e end
             line 2
    ask: list-parts
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      → 200 a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> -->
      </script><script>alert(1)</scrip…
      curl 'a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> --> </script><script>alert(1)</script> é 漢 🪣'

‼ broken list-parts/ugly#broke
  a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> -->
  </script><script>alert(1)</script> é 漢 🪣
  TypeError: x is undefined red \\u001b[31m nul \\u0000 bell \\u0007 c1 \\u0085 half \\ud800 sep \\u2028
  rtl \\u202e end
  line 2
    ask: complete
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      → 400 InvalidPart
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml

Recommended, not met (1):
  abort/idempotent#twice: accepted: expected 204, saw 404 NoSuchUpload

Stale baseline entries (1); remove them:
  complete/gone: no such case any more a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]…

Left behind by the clean-up (2):
  upload U1 of mp-1/key one
  red \\u001b[31m nul \\u0000 bell \\u0007 c1 \\u0085 half \\ud800 sep rtl \\u202e end line 2

https://oss.example.com
  profile alibaba-oss · driver oss · AliyunOSS · https://oss.example.com
  create    ✓ 2 pass
  complete  ✓ 4 pass  ○ 1 observed

minio
  profile minio · driver s3 · http://127.0.0.1:9000
  unreachable: minio could not be started: no container runtime and no \`minio\` on the PATH

Promised limits
                     mock:aws-s3  https://oss.example.com  minio
  part size, least   5 MiB        100 KiB                  5 MiB
  part numbers       1..10000     1..10000                 1..10000
  object size, most  –            48.8 TiB                 –

Where they differ: 8 rules
                            mock:aws-s3                     https://oss.example.com
  create/content-type       ↑ fixed                         ✓ pass
  upload-part/number-range  ✓ pass
  complete/part-order       ✗ fail                          ✓ pass
  complete/parts-exist      ■ blocked                       ✓ pass
  complete/min-part-size    – skipped                       ✓ pass
  complete/second-complete  ○ answer = 200, limit part si…  ○ answer = 404 NoSuchUpload
  abort/idempotent          △ missed
  list-parts/ugly           ✗ fail

mock:aws-s3 harness broke: 2 fail, 1 broken, 1 fixed, 1 blocked, 1 missed, 1 known, 2 pass, 1 observed, 1 unsupported, 1 skipped (1 min 1 s, 412 requests, 734.0 MB sent, 2 things left behind)
https://oss.example.com conforms: 6 pass, 1 observed (8.3 s, 37 requests, 104.9 MB sent, 0 uploads left open)
minio unreachable

`

exports[`dist/reports/terminal.test.js > TAP > interrupted, in colour 1`] = `
[1mmock:aws-s3[0m
  [2mprofile aws-s3 · driver s3 · Multiparity mock 0.1.0 · http://127.0.0.1:9000[0m
  create    [32m✓ 1 pass[0m
  complete  [36m≈ 1 known[0m  [2m– 1 skipped[0m

[31mInterrupted: what is above is not everything.[0m

[1mmock:aws-s3[0m [32mconforms[0m: [36m1 known[0m, [32m1 pass[0m, [2m1 skipped[0m (1 min 1 s, 412 requests, 734.0 MB sent, 0 uploads left open)

`

exports[`dist/reports/terminal.test.js > TAP > nothing wrong 1`] = `
mock:aws-s3
  profile aws-s3 · driver s3 · Multiparity mock 0.1.0 · http://127.0.0.1:9000
  create    ✓ 1 pass
  complete  ≈ 1 known  – 1 skipped

mock:aws-s3 conforms: 1 known, 1 pass, 1 skipped (1 min 1 s, 412 requests, 734.0 MB sent, 0 uploads left open)

`

exports[`dist/reports/terminal.test.js > TAP > verbose and narrow 1`] = `
mock:aws-s3
  profile aws-s3 · driver s3 · Multiparity mock 0.1.0 · http://127.0.0.…
  create       ↑ 1 fixed  ✓ 1 pass
    ✓ create/metadata#plain
    ↑ create/content-type#kept: issue 12: dropped on Complete
  upload-part  ✓ 1 pass  ∅ 1 unsupported
    ✓ upload-part/number-range#zero[number=0]
    ∅ upload-part/number-range#zero[number=10001]: 501 NotImplemented
  complete     ✗ 1 fail  ■ 1 blocked  ≈ 1 known  ○ 1 observed  – 1 skipped
    ✗ complete/part-order#descending: refused: part-order: expected 400…
    ≈ complete/part-order#repeat: the list is sorted first
    ■ complete/parts-exist#missing: setup 2: put-part was refused
    – complete/min-part-size#first: the profile promises no least part …
    ○ complete/second-complete#same-list: recorded; answer = 200, limit…
  abort        △ 1 missed
    △ abort/idempotent#twice: accepted: expected 204, saw 404 NoSuchUpl…
  list-parts   ✗ 1 fail  ‼ 1 broken
    ✗ list-parts/ugly#ugly[a=<&"]: a <b>&amp; "q" 's' | \`tick\` \`\`\` # ha…
    ‼ list-parts/ugly#broke: TypeError: x is undefined red \\u001b[31m n…

↑ fixed create/content-type#kept
  Content type given at Create is on the object
  issue 12: dropped on Complete
    setup 1: create
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        <CompleteMultipartUpload/>
      → 200 <InitiateMultipartUploadResult/>
      < content-type: application/xml
      < x-amz-request-id: R-1
        <InitiateMultipartUploadResult/>
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
    setup 2: put-part
      PUT http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        5242880 bytes, seed part-1
      → 200
      < content-type: application/xml
      < x-amz-request-id: R-1
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X PUT 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
    ask: complete
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        <CompleteMultipartUpload/>
      → 400 InvalidPart
      < content-type: application/xml
      < x-amz-request-id: R-1
        <?xml version="1.0"?>
        <Error><Code>InvalidPart</Code><Message>One or more of the
        parts</Message></Error>
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml

✗ fail complete/part-order#descending
  Parts are listed in ascending order
  ✗ refused: part-order
    expected 400 InvalidPartOrder
    actual   200 with an ETag
    setup 1: create
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        <CompleteMultipartUpload/>
      → 200 <InitiateMultipartUploadResult/>
      < content-type: application/xml
      < x-amz-request-id: R-1
        <InitiateMultipartUploadResult/>
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
    setup 2: put-part
      PUT http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        5242880 bytes, seed part-1
      → 200
      < content-type: application/xml
      < x-amz-request-id: R-1
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X PUT 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
    ask: complete
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        <CompleteMultipartUpload/>
      → 400 InvalidPart
      < content-type: application/xml
      < x-amz-request-id: R-1
        <?xml version="1.0"?>
        <Error><Code>InvalidPart</Code><Message>One or more of the
        parts</Message></Error>
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml

■ blocked complete/parts-exist#missing
  Parts that were never uploaded are refused
  setup 2: put-part was refused
    setup 1: create
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        <CompleteMultipartUpload/>
      → 200 <InitiateMultipartUploadResult/>
      < content-type: application/xml
      < x-amz-request-id: R-1
        <InitiateMultipartUploadResult/>
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
    setup 2: put-part
      PUT http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        5242880 bytes, seed part-1
      → socket hang up
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X PUT 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml

✗ fail list-parts/ugly#ugly[a=<&"]
  a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> -->
  </script><script>alert(1)</script> é 漢 🪣
  ✗ a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> -->
  </script><script>alert(1)</script> é 漢 🪣
    expected a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x)
             ]]> --> </script><script>alert(1)</script> é 漢 🪣
    actual   red \\u001b[31m nul \\u0000 bell \\u0007 c1 \\u0085 half \\ud800
             sep \\u2028 rtl \\u202e end
             line 2
    setup 1: create
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        <CompleteMultipartUpload/>
      → 200 <InitiateMultipartUploadResult/>
      < content-type: application/xml
      < x-amz-request-id: R-1
        <InitiateMultipartUploadResult/>
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
    setup 2: put-part
      PUT http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        5242880 bytes, seed part-1
      → 200
      < content-type: application/xml
      < x-amz-request-id: R-1
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X PUT 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
    ask: list-parts
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        <CompleteMultipartUpload/>
      → 200 a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x)
      ]]> --> </script><script>alert(1)</scrip…
      < content-type: application/xml
      < x-amz-request-id: R-1
        a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]>
        --> </script><script>alert(1)</script> é 漢 🪣
        red \\u001b[31m nul \\u0000 bell \\u0007 c1 \\u0085 half \\ud800 sep
        \\u2028 rtl \\u202e end
        line 2
      curl 'a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> --> </script><script>alert(1)</script> é 漢 🪣'

‼ broken list-parts/ugly#broke
  a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> -->
  </script><script>alert(1)</script> é 漢 🪣
  TypeError: x is undefined red \\u001b[31m nul \\u0000 bell \\u0007 c1
  \\u0085 half \\ud800 sep \\u2028 rtl \\u202e end
  line 2
    setup 1: create
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        <CompleteMultipartUpload/>
      → 200 <InitiateMultipartUploadResult/>
      < content-type: application/xml
      < x-amz-request-id: R-1
        <InitiateMultipartUploadResult/>
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
    setup 2: put-part
      PUT http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        5242880 bytes, seed part-1
      → 200
      < content-type: application/xml
      < x-amz-request-id: R-1
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X PUT 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
    ask: complete
      POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
      > content-type: application/xml
      > authorization: AWS4-HMAC-SHA256 (removed)
        <CompleteMultipartUpload/>
      → 400 InvalidPart
      < content-type: application/xml
      < x-amz-request-id: R-1
        <?xml version="1.0"?>
        <Error><Code>InvalidPart</Code><Message>One or more of the
        parts</Message></Error>
      curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml

Recommended, not met (1):
  abort/idempotent#twice: accepted: expected 204, saw 404 NoSuchUpload

Stale baseline entries (1); remove them:
  complete/gone: no such case any more a <b>&amp; "q" 's' | \`tick\` \`\`\` …

Left behind by the clean-up (2):
  upload U1 of mp-1/key one
  red \\u001b[31m nul \\u0000 bell \\u0007 c1 \\u0085 half \\ud800 sep rtl \\…

https://oss.example.com
  profile alibaba-oss · driver oss · AliyunOSS · https://oss.example.com
  create    ✓ 2 pass
    ✓ create/metadata#plain
    ✓ create/content-type#kept
  complete  ✓ 4 pass  ○ 1 observed
    ✓ complete/part-order#descending
    ✓ complete/part-order#repeat
    ✓ complete/parts-exist#missing
    ✓ complete/min-part-size#first
    ○ complete/second-complete#same-list: recorded; answer = 404 NoSuch…

minio
  profile minio · driver s3 · http://127.0.0.1:9000
  unreachable: minio could not be started: no container runtime and no
  \`minio\` on the PATH

Promised limits
                     mock:aws-s3  https://oss.example.com  minio
  part size, least   5 MiB        100 KiB                  5 MiB
  part numbers       1..10000     1..10000                 1..10000
  object size, most  –            48.8 TiB                 –

Where they differ: 8 rules
                            mock:aws-s3
  create/content-type       ↑ fixed
  upload-part/number-range  ✓ pass
  complete/part-order       ✗ fail
  complete/parts-exist      ■ blocked
  complete/min-part-size    – skipped
  complete/second-complete  ○ answer = 200, limit part si…
  abort/idempotent          △ missed
  list-parts/ugly           ✗ fail

                            https://oss.example.com
  create/content-type       ✓ pass
  upload-part/number-range
  complete/part-order       ✓ pass
  complete/parts-exist      ✓ pass
  complete/min-part-size    ✓ pass
  complete/second-complete  ○ answer = 404 NoSuchUpload
  abort/idempotent
  list-parts/ugly

mock:aws-s3 harness broke: 2 fail, 1 broken, 1 fixed, 1 blocked, 1 missed, 1 known, 2 pass, 1 observed, 1 unsupported, 1 skipped (1 min 1 s, 412 requests, 734.0 MB sent, 2 things left behind)
https://oss.example.com conforms: 6 pass, 1 observed (8.3 s, 37 requests, 104.9 MB sent, 0 uploads left open)
minio unreachable

`

/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`dist/reports/markdown.test.js > TAP > every verdict 1`] = `
# Multiparity

2026-11-20 12:00:00 UTC · Multiparity 0.1.0 · Node.js v20.20.2 · 1 min 15 s

## Limits, promised and seen

| Limit | <code>mock:aws-s3</code> | <code>https://oss.example.com</code> | <code>minio</code> |
| --- | --- | --- | --- |
| part size, least | 5 MiB<br><small>takes 5242880</small> | 100 KiB | 5 MiB |
| part numbers | 1..10000 | 1..10000 | 1..10000 |
| object size, most | – | 48.8 TiB | – |

| Target | Profile | Result | ✗ fail | ‼ broken | ↑ fixed | ■ blocked | △ missed | ≈ known | ✓ pass | ○ observed | ∅ unsupported | – skipped | Time | Requests | Sent |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| <code>mock:aws-s3</code> | <code>aws-s3</code> | **harness broke** | 2 | 1 | 1 | 1 | 1 | 1 | 2 | 1 | 1 | 1 | 1 min 1 s | 412 | 734.0 MB |
| <code>https://oss.example.com</code> | <code>alibaba-oss</code> | **conforms** | 0 | 0 | 0 | 0 | 0 | 0 | 6 | 1 | 0 | 0 | 8.3 s | 37 | 104.9 MB |
| <code>minio</code> | <code>minio</code> | **unreachable** | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 30 ms | 0 | 0.0 MB |

## Groups

| Group | <code>mock:aws-s3</code> | <code>https://oss.example.com</code> | <code>minio</code> |
| --- | --- | --- | --- |
| create | ↑ 1 fixed<br>✓ 1 pass | ✓ 2 pass | – |
| upload-part | ✓ 1 pass<br>∅ 1 unsupported | – | – |
| complete | ✗ 1 fail<br>■ 1 blocked<br>≈ 1 known<br>○ 1 observed<br>– 1 skipped | ✓ 4 pass<br>○ 1 observed | – |
| abort | △ 1 missed | – | – |
| list-parts | ✗ 1 fail<br>‼ 1 broken | – | – |

## <code>mock:aws-s3</code>

↑ fixed <code>create/content-type\\#kept</code>: issue 12: dropped on Complete

<details><summary>Content type given at Create is on the object</summary>

\`\`\`text
ask: complete: POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
  → 400 InvalidPart
  curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
\`\`\`

</details>

✗ fail <code>complete/part-order\\#descending</code>: refused: part-order: expected 400 InvalidPartOrder, saw 200 with an ETag

<details><summary>Parts are listed in ascending order</summary>

\`\`\`text
refused: part-order
  expected: 400 InvalidPartOrder
  actual:   200 with an ETag
ask: complete: POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
  → 400 InvalidPart
  curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
\`\`\`

</details>

■ blocked <code>complete/parts-exist\\#missing</code>: setup 2: put-part was refused

<details><summary>Parts that were never uploaded are refused</summary>

\`\`\`text
setup 2: put-part: PUT http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
  → socket hang up
  curl --aws-sigv4 aws:amz:us-east-1:s3 -X PUT 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
\`\`\`

</details>

✗ fail <code>list-parts/ugly\\#ugly\\[a=&lt;&amp;"\\]</code>: a &lt;b&gt;&amp;amp; "q" 's' \\| \\\`tick\\\` \\\`\\\`\\\` \\# hash \\\\ \\*star\\* \\_u\\_ \\[l\\]\\(x\\) \\]\\]&gt; --&gt; &lt;/script&gt;&lt;script&gt;alert\\(1\\)&lt;/script&gt; é 漢 🪣: expected a &lt;b&gt;&amp;amp; "q" 's' \\| \\\`tick\\\` \\\`\\\`\\\` \\# hash \\\\ \\*star\\* \\_u\\_ \\[l\\]\\(x\\) \\]\\]&gt; --&gt; &lt;/script&gt;&lt;script&gt;alert\\(1\\)&lt;/script&gt; é 漢 🪣, saw red \\\\u001b\\[31m nul \\\\u0000 bell \\\\u0007 c1 \\\\u0085 half \\\\ud800 sep rtl \\\\u202e end line 2

<details><summary>a &lt;b&gt;&amp;amp; "q" 's' \\| \\\`tick\\\` \\\`\\\`\\\` \\# hash \\\\ \\*star\\* \\_u\\_ \\[l\\]\\(x\\) \\]\\]&gt; --&gt; &lt;/script&gt;&lt;script&gt;alert\\(1\\)&lt;/script&gt; é 漢 🪣</summary>

\`\`\`\`text
a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> --> </script><script>alert(1)</script> é 漢 🪣
  expected: a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> --> </script><script>alert(1)</script> é 漢 🪣
  actual:   red \\u001b[31m nul \\u0000 bell \\u0007 c1 \\u0085 half \\ud800 sep \\u2028 rtl \\u202e end
line 2
ask: list-parts: POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
  → 200 a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> --> </script><script>alert(1)</scrip…
  curl 'a <b>&amp; "q" 's' | \`tick\` \`\`\` # hash \\ *star* _u_ [l](x) ]]> --> </script><script>alert(1)</script> é 漢 🪣'
\`\`\`\`

</details>

‼ broken <code>list-parts/ugly\\#broke</code>: TypeError: x is undefined red \\\\u001b\\[31m nul \\\\u0000 bell \\\\u0007 c1 \\\\u0085 half \\\\ud800 sep rtl \\\\u202e end line 2

<details><summary>a &lt;b&gt;&amp;amp; "q" 's' \\| \\\`tick\\\` \\\`\\\`\\\` \\# hash \\\\ \\*star\\* \\_u\\_ \\[l\\]\\(x\\) \\]\\]&gt; --&gt; &lt;/script&gt;&lt;script&gt;alert\\(1\\)&lt;/script&gt; é 漢 🪣</summary>

\`\`\`text
ask: complete: POST http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1
  → 400 InvalidPart
  curl --aws-sigv4 aws:amz:us-east-1:s3 -X POST 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1' --data-binary @body.xml
\`\`\`

</details>

- Stale baseline entry <code>complete/gone</code>: no such case any more a &lt;b&gt;&amp;amp; "q" 's' \\| \\\`tick\\\` \\\`\\\`\\\` \\# hash \\\\ \\*star\\* \\_u\\_ \\[l\\]\\(x\\) \\]\\]&gt; --&gt; &lt;/script&gt;&lt;script&gt;alert\\(1\\)&lt;/script&gt; é 漢 🪣

Recommended, not met:

- △ missed <code>abort/idempotent\\#twice</code>: accepted: expected 204, saw 404 NoSuchUpload

Left behind by the clean-up:

- upload U1 of mp-1/key one
- red \\\\u001b\\[31m nul \\\\u0000 bell \\\\u0007 c1 \\\\u0085 half \\\\ud800 sep rtl \\\\u202e end line 2

## <code>minio</code>

Unreachable: minio could not be started: no container runtime and no \\\`minio\\\` on the PATH

`

exports[`dist/reports/markdown.test.js > TAP > nothing wrong 1`] = `
# Multiparity

2026-11-20 12:00:00 UTC · Multiparity 0.1.0 · Node.js v20.20.2 · 1 min 15 s

| Target | Profile | Result | ≈ known | ✓ pass | – skipped | Time | Requests | Sent |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| <code>mock:aws-s3</code> | <code>aws-s3</code> | **conforms** | 1 | 1 | 1 | 1 min 1 s | 412 | 734.0 MB |

## Limits, promised and seen

| Limit | <code>mock:aws-s3</code> |
| --- | --- |
| part size, least | 5 MiB |
| part numbers | 1..10000 |

## Groups

| Group | <code>mock:aws-s3</code> |
| --- | --- |
| create | ✓ 1 pass |
| upload-part | – |
| complete | ≈ 1 known<br>– 1 skipped |
| abort | – |
| list-parts | – |

`

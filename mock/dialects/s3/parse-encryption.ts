/** A bucket's default encryption → command. */
import { onlyText, readXml } from '../xml/document.js';
import { MALFORMED, type Parser } from '../xml/parser.js';

export const parsePutEncryption: Parser<'put-encryption'> = (call, document) => {
  const root = readXml(document);
  if (root?.name !== 'ServerSideEncryptionConfiguration') return MALFORMED;
  const [rule, ...others] = root.children.filter(({ name }) => name === 'Rule');
  if (!rule || others.length > 0) return MALFORMED;
  const chosen = rule.children.find(({ name }) => name === 'ApplyServerSideEncryptionByDefault');
  const blocked = rule.children.find(({ name }) => name === 'BlockedEncryptionTypes');
  const algorithm = chosen && onlyText(chosen, 'SSEAlgorithm');
  const type = blocked && onlyText(blocked, 'EncryptionType');
  if ((chosen && algorithm === undefined) || (blocked && type !== 'NONE' && type !== 'SSE-C')) return MALFORMED;
  const bucketKey = onlyText(rule, 'BucketKeyEnabled');
  return {
    op: 'put-encryption',
    bucket: call.bucket,
    encryption: {
      algorithm,
      kmsKeyId: chosen && onlyText(chosen, 'KMSMasterKeyID'),
      bucketKey: bucketKey === undefined ? undefined : bucketKey === 'true',
      customerKeys: type === undefined ? undefined : type === 'NONE' ? 'allowed' : 'blocked',
    },
  };
};

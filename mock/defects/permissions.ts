/** Defects of who may do what: policies that are read otherwise than they are written, and rights that nobody gave. */
import type { AccessPolicy, Statement } from '../engine/access/policy.js';
import type { Bucket, CommandOf, Identity, Op } from '../engine/types.js';
import { defectsOf, noting, type Wrapper } from './defect.js';

/** Takes every statement of a policy for another one, or for none. */
function ruling(distort: (statement: Statement) => Statement | undefined): Wrapper {
  return noting(['policy-set'], (event) => {
    const statements = event.policy.statements.flatMap((statement) => distort(statement) ?? []);
    return { ...event, policy: { ...event.policy, statements } satisfies AccessPolicy };
  });
}

/** Takes the right to one action for the right to others as well. */
function widening(action: string, ...others: readonly string[]): Wrapper {
  return ruling((statement) => {
    const { effect, actions } = statement;
    if (effect === 'deny' || actions.except || !actions.patterns.includes(action)) return statement;
    return { ...statement, actions: { ...actions, patterns: [...actions.patterns, ...others] } };
  });
}

/** Lets somebody do these things as if the bucket's owner did them. */
function trusting<O extends Op>(
  ops: readonly O[],
  whom: (who: Identity, bucket: Bucket, command: CommandOf<O>) => boolean,
): Wrapper {
  return {
    decide: (next) => (bucket, command, who, judge) => {
      const asked = (ops as readonly Op[]).includes(command.op) ? (command as CommandOf<O>) : undefined;
      return next(bucket, command, bucket && asked && whom(who, bucket, asked) ? bucket.owner : who, judge);
    },
  };
}

/** Stores objects as if the bucket had another setting of who owns them. */
function owning(ownership: Bucket['ownership'] & string): Wrapper {
  return {
    decide: (next) => (bucket, command, who, judge) => {
      const stores = command.op === 'complete' || (command.op === 'put-object' && command.acl === undefined);
      return next(bucket && stores ? { ...bucket, ownership } : bucket, command, who, judge);
    },
  };
}

/** Whoever began the upload that a request names. */
function isInitiator(who: Identity, bucket: Bucket, { uploadId }: CommandOf<'upload-part' | 'complete'>): boolean {
  const upload = bucket.uploads.get(uploadId);
  return upload?.state === 'open' && upload.initiator.id === who.id;
}

export const PERMISSIONS = defectsOf(['s3'], {
  'permissions/owner-is-every-initiator': {
    title: 'The bucket’s owner is taken for the initiator of every upload: whoever began it has no rights of its own.',
    rule: 'permissions/initiator',
    also: ['permissions/abort', 'permissions/list-parts'],
    wrapper: () => ({
      evolve: (next) => (buckets, event) => {
        const owner = event.type === 'upload-created' ? buckets.get(event.bucket)?.owner : undefined;
        return next(buckets, event.type === 'upload-created' && owner ? { ...event, initiator: owner } : event);
      },
    }),
  },
  'permissions/who-writes-owns': {
    title: 'An object belongs to the account that wrote it, whatever the bucket’s setting says.',
    rule: 'permissions/object-owner',
    wrapper: () => owning('ObjectWriter'),
  },
  'permissions/what-is-stored-is-the-buckets': {
    title: 'An object belongs to the bucket’s owner, whatever the bucket’s setting says.',
    rule: 'permissions/object-owner',
    wrapper: () => owning('BucketOwnerEnforced'),
  },
  'permissions/who-writes-may-abort': {
    title: 'Whoever is allowed s3:PutObject may abort uploads too.',
    rule: 'permissions/abort',
    wrapper: () => widening('s3:putobject', 's3:abortmultipartupload'),
  },
  'permissions/who-writes-may-list-parts': {
    title: 'Whoever is allowed s3:PutObject may list the parts of uploads too.',
    rule: 'permissions/list-parts',
    wrapper: () => widening('s3:putobject', 's3:listmultipartuploadparts'),
  },
  'permissions/who-lists-objects-may-list-uploads': {
    title: 'Whoever is allowed s3:ListBucket may list uploads too.',
    rule: 'permissions/list-uploads',
    wrapper: () => widening('s3:listbucket', 's3:listbucketmultipartuploads'),
  },
  'permissions/who-writes-may-read': {
    title: 'Whoever is allowed s3:PutObject may read the object too.',
    rule: 'permissions/complete',
    wrapper: () => widening('s3:putobject', 's3:getobject'),
  },
  'permissions/who-writes-may-tag-and-lock': {
    title: 'Whoever is allowed s3:PutObject may give the object tags, locks and an access control list too.',
    rule: 'permissions/create-headers',
    wrapper: () =>
      widening(
        's3:putobject',
        's3:putobjecttagging',
        's3:putobjectretention',
        's3:putobjectlegalhold',
        's3:putobjectacl',
      ),
  },
  'permissions/initiator-always-uploads': {
    title: 'Whoever began an upload may send parts of it, also when the right to write was withdrawn.',
    rule: 'permissions/put-part',
    wrapper: () => trusting(['upload-part'], isInitiator),
  },
  'permissions/initiator-always-completes': {
    title: 'Whoever began an upload may complete it, also when the right to write was withdrawn.',
    rule: 'permissions/complete',
    wrapper: () => trusting(['complete'], isInitiator),
  },
  'permissions/anonymous-uploads-begin': {
    title: 'Who does not sign may begin uploads.',
    rule: 'permissions/anonymous',
    wrapper: () => trusting(['create'], ({ anonymous }) => anonymous === true),
  },
  'permissions/everybody-must-sign': {
    title: 'A policy that allows everybody something allows it to accounts only, and not to who does not sign.',
    rule: 'permissions/anonymous',
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) =>
        who.anonymous
          ? { rule: 'auth/anonymous', fault: 'access-denied', detail: {} }
          : next(bucket, command, who, judge),
    }),
  },
  'permissions/first-policy-stays': {
    title: 'A second policy is accepted, and the first one stays.',
    rule: 'permissions/bucket-policy',
    wrapper: () => ({
      evolve: (next) => (buckets, event) =>
        event.type === 'policy-set' && buckets.get(event.bucket)?.policy ? [] : next(buckets, event),
    }),
  },
  'permissions/ignores-conditions': {
    title: 'The conditions of a statement are not looked at.',
    rule: 'permissions/conditions',
    wrapper: () => ruling((statement) => ({ ...statement, conditions: [] })),
  },
  'permissions/absent-headers-never-count': {
    title: 'A condition that asks whether a header is there never holds.',
    rule: 'permissions/kms',
    wrapper: () =>
      ruling((statement) => (statement.conditions.some(({ operator }) => operator === 'null') ? undefined : statement)),
  },
  'permissions/denials-bind-others-only': {
    title: 'What a policy denies to everybody is not denied to the bucket’s owner.',
    rule: 'permissions/create',
    wrapper: () =>
      ruling((statement) => (statement.effect === 'deny' && statement.principals.anyone ? undefined : statement)),
  },
  'permissions/any-principal': {
    title: 'What a policy says of somebody it says of everybody.',
    rule: 'permissions/principals',
    wrapper: () =>
      ruling((statement) => ({ ...statement, principals: { ...statement.principals, except: false, anyone: true } })),
  },
  'permissions/any-resource': {
    title: 'What a policy says of some keys it says of all.',
    rule: 'permissions/resources',
    wrapper: () => ruling((statement) => ({ ...statement, resources: { except: false, patterns: ['*'] } })),
  },
});

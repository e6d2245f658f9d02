/** Access control lists as they are named in headers and shown in documents. Whom they let in is not decided here. */
import type { Bucket, Identity, Policy } from './types.js';

export type Grantee =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'group'; readonly uri: string }
  | { readonly kind: 'email'; readonly address: string };

export type Permission = 'FULL_CONTROL' | 'READ' | 'READ_ACP' | 'WRITE_ACP';

export interface Grant {
  readonly grantee: Grantee;
  readonly permission: Permission;
}

/** What an upload asks for. */
export interface AclAsked {
  readonly canned?: string;
  readonly grants: readonly Grant[];
  /** A grant header that cannot be read, as it was sent. */
  readonly malformed?: { readonly name: string; readonly value: string };
}

/** Whether ACLs count in a bucket; AWS's words for its setting. */
export type Ownership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

const GROUP = 'http://acs.amazonaws.com/groups/global/';

/** The canned lists (S3-035), each as what it grants beside full control for the owner. */
const CANNED: Readonly<
  Record<string, readonly (readonly [to: 'AllUsers' | 'AuthenticatedUsers' | 'bucket-owner', Permission])[]>
> = {
  private: [],
  'public-read': [['AllUsers', 'READ']],
  // Writing means nothing for an object.
  'public-read-write': [['AllUsers', 'READ']],
  'authenticated-read': [['AuthenticatedUsers', 'READ']],
  'aws-exec-read': [],
  'bucket-owner-read': [['bucket-owner', 'READ']],
  'bucket-owner-full-control': [['bucket-owner', 'FULL_CONTROL']],
};

export function isCanned(name: string): boolean {
  return Object.hasOwn(CANNED, name);
}

/** What a bucket does with ACLs: as it was made, else as the profile says. */
export function ownershipOf(bucket: Bucket, { choices }: Policy): Ownership {
  return bucket.ownership ?? (choices.objectAcl === 'honoured' ? 'ObjectWriter' : 'BucketOwnerEnforced');
}

/** Who owns what this account writes (user guide, "Controlling ownership of objects"). */
export function objectOwner(
  bucket: Bucket,
  writer: Identity,
  acl: readonly Grant[] | undefined,
  policy: Policy,
): Identity {
  const ownership = ownershipOf(bucket, policy);
  if (ownership === 'BucketOwnerEnforced') return bucket.owner;
  const handedOver = acl?.some(({ grantee, permission }) => {
    return grantee.kind === 'account' && grantee.id === bucket.owner.id && permission === 'FULL_CONTROL';
  });
  return ownership === 'BucketOwnerPreferred' && handedOver ? bucket.owner : writer;
}

/** The grants of a stored object. Grants that are named replace the owner's own full control. */
export function grantsOf(
  asked: AclAsked | undefined,
  bucket: Bucket,
  owner: Identity,
  policy: Policy,
): readonly Grant[] {
  const full = (id: string): Grant => ({ grantee: { kind: 'account', id }, permission: 'FULL_CONTROL' });
  if (ownershipOf(bucket, policy) === 'BucketOwnerEnforced') return [full(bucket.owner.id)];
  if (asked && asked.grants.length > 0) return asked.grants;
  const name = asked?.canned ?? 'private';
  const canned = isCanned(name) ? CANNED[name]! : [];
  const more = canned.map(([to, permission]): Grant => {
    const grantee: Grantee =
      to === 'bucket-owner' ? { kind: 'account', id: bucket.owner.id } : { kind: 'group', uri: GROUP + to };
    return { grantee, permission };
  });
  const own = bucket.owner.id === owner.id;
  return [full(owner.id), ...more.filter(({ grantee }) => !(own && grantee.kind === 'account'))];
}

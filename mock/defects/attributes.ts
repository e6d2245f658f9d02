/** Defects of what comes with an object beside its bytes: tags, access control lists, locks, classes, the ETags of encryption. */
import { created, deciding, defectsOf, hearing, noting, refused, sending, withoutHeaders } from './defect.js';

export const ATTRIBUTES = defectsOf(['s3'], {
  'attributes/drops-tags': {
    title: 'Tags given at Create are not on the object.',
    rule: 'attributes/tags-kept',
    seen: ['getmoto/moto#4472', 'localstack/localstack#3951', 'floci-io/floci#2151', 'Robothy/local-s3#67'],
    wrapper: () => created(({ tags: _, ...rest }) => rest),
  },
  'attributes/tags-as-they-were-sent': {
    title: 'Tags are not decoded.',
    rule: 'attributes/tags-kept',
    wrapper: () =>
      created(({ tags = [], ...rest }) => ({
        ...rest,
        tags: tags.map(({ key, value }) => ({ key: encodeURIComponent(key), value: encodeURIComponent(value) })),
      })),
  },
  'attributes/tags-are-not-counted': {
    title: 'Reads do not say how many tags there are.',
    rule: 'attributes/tags-kept',
    wrapper: () => sending(['get-object', 'head-object'], (wire) => withoutHeaders(wire, /^x-amz-tagging-count$/)),
  },
  'attributes/tags-cannot-be-removed': {
    title: 'Removing tags leaves them there.',
    rule: 'attributes/tags-kept',
    wrapper: () => noting(['attributes-set'], (event) => (event.attributes.tags?.length === 0 ? undefined : event)),
  },
  'attributes/drops-the-list': {
    title: 'The access control list given at Create is forgotten.',
    rule: 'attributes/acl-kept',
    seen: ['localstack/localstack#1170'],
    wrapper: () => created(({ acl: _, ...rest }) => rest),
  },
  'attributes/takes-grants-for-canned': {
    title: 'Grants given at Create are not looked at.',
    rule: 'attributes/acl-kept',
    wrapper: () =>
      hearing(['create'], (command) => {
        const { acl, ...rest } = command;
        return acl?.canned === undefined ? rest : command;
      }),
  },
  'attributes/drops-the-retention': {
    title: 'A retention given at Create is not on the object.',
    rule: 'attributes/lock-kept',
    wrapper: () => created(({ lock, ...rest }) => (lock?.hold ? { ...rest, lock: { hold: lock.hold } } : rest)),
  },
  'attributes/drops-the-hold': {
    title: 'A legal hold given at Create is not on the object.',
    rule: 'attributes/lock-kept',
    wrapper: () =>
      created(({ lock, ...rest }) => (lock?.retention ? { ...rest, lock: { retention: lock.retention } } : rest)),
  },
  'attributes/an-empty-retention-lifts-nothing': {
    title: 'A retention with nothing in it is accepted, and leaves the lock as it was.',
    rule: 'attributes/locked',
    wrapper: () =>
      deciding(['put-retention'], (result, { command }) =>
        refused(result) || command.lock.mode !== undefined ? result : { ...result, events: [] },
      ),
  },
  'attributes/locks-cannot-be-seen': {
    title: 'Reads do not say that an object is locked.',
    rule: 'attributes/lock-kept',
    wrapper: () => sending(['get-object', 'head-object'], (wire) => withoutHeaders(wire, /^x-amz-object-lock-/)),
  },
  'attributes/drops-the-redirect': {
    title: 'A website redirect given at Create is forgotten.',
    rule: 'attributes/redirect',
    wrapper: () =>
      created((attributes) => {
        const { 'x-amz-website-redirect-location': _, ...headers } = attributes.headers;
        return { ...attributes, headers };
      }),
  },
  'attributes/drops-the-storage-class': {
    title: 'Every object is of the standard class.',
    rule: 'create/storage-class',
    also: ['list-parts/storage-class'],
    wrapper: () => created(({ storageClass: _, ...rest }) => rest),
  },
  'attributes/archives-can-be-read': {
    title: 'What is in an archived class is read at once.',
    rule: 'read-back/archived',
    seen: ['scality/cloudserver#2977'],
    wrapper: () => ({
      policy: (policy) => ({ ...policy, storageClasses: { ...policy.storageClasses, archived: [] } }),
    }),
  },
  'limits/takes-any-headers': {
    title: 'Headers may be as long as they like.',
    rule: 'limits/header-size',
    seen: ['versity/versitygw#2180'],
    wrapper: () => ({ policy: (policy) => ({ ...policy, limits: { ...policy.limits, headerBytes: null } }) }),
  },
  'attributes/md5-under-every-key': {
    title: 'ETags are the MD5 of the bytes whatever the encryption.',
    rule: 'encryption/etag',
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const body = 'body' in command ? command.body : undefined;
        if (!body) return next(bucket, command, who, judge);
        const { world } = judge;
        const newEtag = () => world.etags.ofBytes(body.digests.md5);
        return next(bucket, command, who, { ...judge, world: { ...world, newEtag } });
      },
    }),
  },
});

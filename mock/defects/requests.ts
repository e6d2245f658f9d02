/** Defects of what stands before a command: whose the request is, how its body is read, and which of its headers count. */
import { type BodyPlan, type Call, type Dialect, isRefusal, type WireRequest } from '../dialects/dialect.js';
import type { Command, Refusal } from '../engine/types.js';
import { renamed, type Wrapper } from './defect.js';

type Step = 'authenticate' | 'bodyPlan' | 'detect' | 'parse' | 'refuse' | 'render';

/** Takes this step of the dialect otherwise; it is handed how it would be taken. */
export function stepping<S extends Step>(step: S, instead: (next: Dialect[S]) => Dialect[S]): Wrapper {
  return { dialect: (dialect) => ({ ...dialect, [step]: instead(dialect[step]) }) };
}

/** Takes requests that the dialect refuses for who asks, by this rule. */
export function believing(rule: string, only: (call: Call, refusal: Refusal) => boolean = () => true): Wrapper {
  return stepping('authenticate', (next) => (call, options) => {
    const session = next(call, options);
    return isRefusal(session) && session.rule === rule && only(call, session)
      ? next(call, { ...options, mode: 'off' })
      : session;
  });
}

/** The same request without the headers and parameters of these names. */
export function unsent<C extends Call>(call: C, names: readonly string[]): C {
  const rest = <V>(pairs: Iterable<readonly [string, V]>) => [...pairs].filter(([name]) => !names.includes(name));
  const headers = Object.fromEntries(rest(Object.entries(call.request.headers)));
  return { ...call, query: new Map(rest(call.query)), request: { ...call.request, headers } };
}

/** Where a request is refused by this rule for what these headers or parameters say, passes over them. */
export function excusing(rule: string, ...names: readonly string[]): Wrapper {
  return stepping('parse', (next) => (call, document, policy) => {
    const command = next(call, document, policy);
    return isRefusal(command) && command.rule === rule ? next(unsent(call, names), document, policy) : command;
  });
}

/** Reads another command, or a refusal, than the dialect does; unlike what is misheard, the shell sees it too. */
export function misreading(
  distort: (command: Command | Refusal, call: Call, document: Buffer) => Command | Refusal,
): Wrapper {
  return stepping('parse', (next) => (call, document, policy) => distort(next(call, document, policy), call, document));
}

/** Refuses under another name. */
export function misnaming(which: (refusal: Refusal) => boolean, fault: Refusal['fault']): Wrapper {
  return stepping('refuse', (next) => (refusal, context) => {
    return next(which(refusal) ? renamed(refusal, fault) : refusal, context);
  });
}

/** Takes a request for another one, by its address; what was signed stays what it was. */
export function mistaking(distort: (request: WireRequest) => Partial<WireRequest>): Wrapper {
  return stepping('detect', (next) => (request, hosts) => {
    const call = next({ ...request, ...distort(request) }, hosts);
    return isRefusal(call) ? call : { ...call, request };
  });
}

/** The same of requests that this rule refuses by their address. */
export function redirecting(rule: string, distort: (request: WireRequest) => Partial<WireRequest>): Wrapper {
  return stepping('detect', (next) => (request, hosts) => {
    const call = next(request, hosts);
    if (!isRefusal(call) || call.rule !== rule) return call;
    const other = next({ ...request, ...distort(request) }, hosts);
    return isRefusal(other) ? other : { ...other, request };
  });
}

/** Reads and checks bodies otherwise. */
export function planning(distort: (plan: BodyPlan) => BodyPlan): Wrapper {
  return stepping('bodyPlan', (next) => (call, session, policy) => {
    const plan = next(call, session, policy);
    return isRefusal(plan) ? plan : distort(plan);
  });
}

/** Takes bodies although they break this rule by what their client promised of them. */
export function unverified(rule: string): Wrapper {
  return planning((plan) => ({
    ...plan,
    check(found, trailers) {
      const wrong = plan.check(found, trailers);
      return wrong?.rule === rule ? undefined : wrong;
    },
  }));
}

/** Takes bodies although this rule is broken when they end. */
export function endingWell(rule: string): Wrapper {
  return planning((plan) => ({
    ...plan,
    decoder: {
      push: (chunk, emit) => plan.decoder.push(chunk, emit),
      end() {
        const end = plan.decoder.end();
        return 'fault' in end && end.rule === rule ? { trailers: new Map() } : end;
      },
    },
    takesCut: rule === 'wire/incomplete-body',
  }));
}

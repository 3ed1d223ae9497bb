// SPDX-License-Identifier: MIT
// Decides the requests of a workload file with another engine for a while, and prints {"seconds", "decisions", "allowed"}.
// usage: node policy_peers.mjs cedar|iam-simulate WORKLOAD.json PEERS_FOLDER
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const [peer, file, folder] = process.argv.slice(2);
const load = createRequire(resolve(folder, 'package.json'));
const work = JSON.parse(readFileSync(file, 'utf8'));
const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const quoted = (value) => JSON.stringify(value);

// --- Cedar has no AWS policies: each statement becomes a Cedar policy on the same context, each document a policy set.

const cedarTests = {
    StringEquals: (key, values) => `context has ${key} && [${values}].contains(context[${key}])`,
    StringNotEquals: (key, values) => `!(context has ${key} && [${values}].contains(context[${key}]))`,
    StringNotEqualsIfExists: (key, values) => `!(context has ${key}) || !([${values}].contains(context[${key}]))`,
    Bool: (key, values) => `context has ${key} && [${values}].contains(context[${key}])`,
    StringLike: (key, values) => `context has ${key} && (${values.map((v) => `context[${key}] like ${v}`).join(' || ')})`,
    ArnLike: (key, values) => cedarTests.StringLike(key, values),
    NotIpAddress: (key, values) => `!(context has ${key} && (${values.map((v) => `ip(context[${key}]).isInRange(ip(${v}))`).join(' || ')}))`,
};

function cedarPolicy(statement) {
    const like = (name, values) => values.map((v) => (v.includes('*') ? `context.${name} like ${quoted(v)}` : `context.${name} == ${quoted(v)}`)).join(' || ');
    const tests = [`(${like('action', list(statement.Action).map((a) => a.toLowerCase()))})`,
                   `(${like('resource', list(statement.Resource).map((r) => r.replace(/\$\{[^}]*\}/g, 'blue')))})`];
    const principals = list(statement.Principal?.AWS);
    if (principals.length)
        tests.push(`[${principals.map(quoted)}].contains(context.principal)`);
    for (const [operator, keys] of Object.entries(statement.Condition ?? {}))
        for (const [key, values] of Object.entries(keys))
            tests.push(`(${cedarTests[operator](quoted(key.toLowerCase()), list(values).map(quoted))})`);
    return `${statement.Effect === 'Allow' ? 'permit' : 'forbid'}(principal, action, resource) when { ${tests.join(' && ')} };`;
}

function cedar() {
    const engine = load('@cedar-policy/cedar-wasm/nodejs');
    const names = ['identity', 'endpoint', 'bucket'];
    for (const name of names) {
        const answer = engine.preparsePolicySet(name, { staticPolicies: work[name].Statement.map(cedarPolicy).join('\n') });
        if (answer.type !== 'success')
            throw new Error(JSON.stringify(answer));
    }
    const entity = (type) => ({ type, id: 'x' });
    const calls = work.requests.map(({ request }) => ({
        principal: entity('Principal'), action: entity('Action'), resource: entity('Resource'), entities: [],
        context: { ...request.context, action: request.action.toLowerCase(), resource: request.resource, principal: request.principal },
    }));
    const answerOf = (name, call) => {
        const answer = engine.statefulIsAuthorized({ ...call, preparsedPolicySetId: name });
        if (answer.type !== 'success' || answer.response.diagnostics.errors.length)
            throw new Error(JSON.stringify(answer));
        return answer.response;
    };
    // A forbid is told from a missing permit by the reasons that Cedar gives.
    return (i) => {
        const [identity, endpoint, bucket] = names.map((name) => answerOf(name, calls[i]));
        const forbidden = [identity, endpoint, bucket].some((a) => a.decision === 'deny' && a.diagnostics.reason.length);
        return !forbidden && endpoint.decision === 'allow' && (identity.decision === 'allow' || bucket.decision === 'allow');
    };
}

function iamSimulate() {
    const { runSimulation } = load('@cloud-copilot/iam-simulate');
    const simulations = work.requests.map(({ request }) => ({
        request: { principal: request.principal, action: request.action, contextVariables: request.context,
                   resource: { resource: request.resource, accountId: request.resourceAccount } },
        identityPolicies: [{ name: 'identity', policy: work.identity }],
        serviceControlPolicies: [], resourceControlPolicies: [],
        resourcePolicy: work.bucket,
        vpcEndpointPolicies: [{ name: 'endpoint', policy: work.endpoint }],
    }));
    return async (i) => (await runSimulation(simulations[i], {})).overallResult === 'Allowed';
}

const decide = { cedar, 'iam-simulate': iamSimulate }[peer]();
const count = work.requests.length;
for (let i = 0; i < count; ++i)
    await decide(i); // compiled and loaded
let decisions = 0;
let allowed = 0;
const start = process.hrtime.bigint();
let seconds = 0;
while (seconds < 1) {
    for (let i = 0; i < count; ++i, ++decisions)
        allowed += (await decide(i)) ? 1 : 0;
    seconds = Number(process.hrtime.bigint() - start) / 1e9;
}
console.log(JSON.stringify({ seconds, decisions, allowed: allowed / decisions }));

// A walk through every RPC of InvocationService, as an orchestrator and its operators go: grpc-js writes, buf curl looks.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { bufCurl, bufRefusal, connect, createUser, failure, sql, status } from './support.js';

const SERVICE = 'liftmark.invocations.v1.InvocationService';
const log = connect('invocations', 'liftmark/invocations/v1/invocation_service.proto', SERVICE);
const look = (method, request = {}) => bufCurl('invocations', `${SERVICE}/${method}`, request);
const refusal = (method, request) => bufRefusal('invocations', `${SERVICE}/${method}`, request);

const session = randomUUID();
const root = randomUUID();
const writer = randomUUID();
const agent = `agent-${session}`;
const range = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
const noon = Date.UTC(2026, 2, 2, 12) / 1000;
let user;
let started = 0;

// Each call starts a second after the one before.
const start = (id, more) => ({
  id, agent_id: agent, session_id: session, user_id: user, provider: 'anthropic', model: 'claude-sonnet-4-5',
  started_at: { seconds: noon + started++ }, ...more,
});
const success = (more) => ({
  status: 'INVOCATION_STATUS_SUCCESS', tokens: { prompt_tokens: 1000, completion_tokens: 100 }, duration_ms: 1500, ...more,
});

before(() => {
  user = createUser();
});
after(() => log.close());

test('StartInvocation', async () => {
  const input_data = Buffer.from(JSON.stringify({ tools: ['get_dossier', 'create_workout'] }));
  const { result } = await log.StartInvocation({ start: start(root, { input_data }) });
  assert.equal(result.id, root);
  assert.equal(look('GetInvocation', { id: root }).invocation.status, 'INVOCATION_STATUS_RUNNING');
});

test('LogInvocation', async () => {
  const refused = { status: 'INVOCATION_STATUS_VALIDATION_ERROR', failed_rules: ['WORKOUT_MISSING_MAIN'],
    tokens: { prompt_tokens: 2000, completion_tokens: 400 }, duration_ms: 900 };
  const first = { start: start(randomUUID(), { parent_invocation_id: root, attempt: 1 }), outcome: refused };
  const { result } = await log.LogInvocation({ invocation: first });
  assert.equal(result.cost_usd, '0.012');
  assert.deepEqual(await log.LogInvocation({ invocation: first }), { result });

  first.outcome.duration_ms = 901;
  const error = await failure(log.LogInvocation({ invocation: first }));
  assert.equal(error.code, status.ALREADY_EXISTS);
});

test('LogInvocations', async () => {
  const half = '🏋'.slice(0, 1);
  const { results } = await log.LogInvocations({
    invocations: [
      { start: start(writer, { parent_invocation_id: root, attempt: 2 }),
        outcome: success({ output_data: Buffer.from('{"markdown": "\\u0000"}') }) },
      { start: start(randomUUID(), { agent_id: '' }), outcome: success() },
      { start: start(randomUUID(), { parent_invocation_id: writer, provider: 'somebody', model: 'somebody-elses' }),
        outcome: success({ error_message: Buffer.from(half, 'utf16le') }) },
    ],
  });
  assert.deepEqual(results.map(({ code = 0 }) => code), [0, status.INVALID_ARGUMENT, 0]);
  assert.equal(results[0].output_info.error, 'NUL');
  assert.equal(results[1].reason, 'INVALID_REQUEST');
  assert.equal(results[2].cost_usd, undefined);
});

test('StreamInvocations', async () => {
  const answer = await new Promise((resolve, reject) => {
    const stream = log.StreamInvocations((error, response) => (error ? reject(error) : resolve(response)));
    for (let batch = 0; batch < 3; ++batch) {
      stream.write({ invocations: [1, 2].map(() => ({
        start: start(randomUUID(), { parent_invocation_id: writer }), outcome: success() })) });
    }
    stream.end();
  });
  assert.equal(answer.logged, 6);
  assert.equal(answer.failed, undefined);
});

test('FinishInvocation', async () => {
  const { result } = await log.FinishInvocation({ id: root, outcome: success() });
  assert.equal(result.cost_usd, '0.0045');
  const error = await failure(log.FinishInvocation({ id: randomUUID(), outcome: success() }));
  assert.equal(error.code, status.NOT_FOUND);
});

test('GetInvocation', () => {
  const { invocation } = look('GetInvocation', { id: writer, includePayloads: true });
  assert.equal(invocation.parentInvocationId, root);
  assert.equal(invocation.attempt, 2);
  assert.equal(invocation.totalTokens, '1100');
  assert.equal(JSON.parse(invocation.outputData), '{"markdown": "\\u0000"}');
  assert.equal(invocation.outputInfo.error, 'NUL');
  assert.equal(look('GetInvocation', { id: writer }).invocation.outputData, undefined);
});

test('ListInvocations', () => {
  const first = look('ListInvocations', { sessionId: session, pageSize: 6 });
  assert.equal(first.invocations.length, 6);
  const second = look('ListInvocations', { sessionId: session, pageSize: 6, pageToken: first.nextPageToken });
  assert.equal(second.invocations.length, 4);
  assert.match(refusal('ListInvocations', { userId: user, pageToken: first.nextPageToken }), /page_token/);
});

test('GetSession', () => {
  const { totals, calls } = look('GetSession', { sessionId: session });
  assert.equal(totals.calls, '10');
  assert.equal(totals.costUsd, '0.048');
  assert.equal(totals.failedCalls, '1');
  assert.equal(totals.unpricedCalls, '1');
  assert.deepEqual(calls.map(({ depth = 0 }) => depth), [0, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
  assert.equal(calls[0].subtree.costUsd, '0.048');
  assert.equal(calls[0].elapsedMs, '11500');
  assert.equal(calls.find(({ invocation }) => invocation.id === writer).subtree.costUsd, '0.0315');
  assert.match(refusal('GetSession', { sessionId: randomUUID() }), /SESSION_NOT_FOUND/);
});

test('a call that would close a cycle is refused', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  await log.LogInvocation({ invocation: { start: start(a, { session_id: a, parent_invocation_id: b }), outcome: success() } });
  const error = await failure(log.LogInvocation({
    invocation: { start: start(b, { session_id: a, parent_invocation_id: a }), outcome: success() } }));
  assert.equal(error.code, status.FAILED_PRECONDITION);
});

test('GetUsage', () => {
  const { rows, totals } = look('GetUsage', {
    ...range, userId: user, groupBy: ['USAGE_GROUP_MODEL', 'USAGE_GROUP_STATUS'] });
  assert.equal(totals.calls, '11');
  assert.deepEqual(rows.map(({ keys, totals: { costUsd } }) => [...keys, costUsd]), [
    ['claude-sonnet-4-5', 'success', '0.0405'],
    ['claude-sonnet-4-5', 'validation_error', '0.012'],
    ['somebody-elses', 'success', '0'],
  ]);
});

test('GetLatency', () => {
  const { rows } = look('GetLatency', { ...range, agentId: agent, model: 'claude-sonnet-4-5' });
  assert.equal(rows[0].calls, '10');
  assert.equal(rows[0].p50Ms, 1500);
});

test('GetFailures', () => {
  sql(`INSERT INTO workout_revisions (user_id, workout_id, revision, markdown, author, invocation_id)
       VALUES ('${user}', gen_random_uuid(), 1, '# Workout', 'agent:coach', '${writer}')`);
  const failures = look('GetFailures', { ...range, agentId: agent });
  assert.equal(failures.rows[0].rule, 'WORKOUT_MISSING_MAIN');
  assert.equal(failures.rows[0].costUsd, '0.012');
  assert.equal(failures.retryCostUsd, '0.0045');
  assert.equal(failures.acceptedDocuments, '1');
  assert.equal(failures.costPerAcceptedDocumentUsd, '0.0525');
  assert.deepEqual(failures.documents, [{ kind: 'workout', revisions: '1', costUsd: '0.0045' }]);
});

test('ListPrices', () => {
  const { prices } = look('ListPrices', { model: 'claude-sonnet-4-5-20250929' });
  assert.equal(prices.length, 1);
  assert.equal(prices[0].inputPerMillion, '3');
  assert.match(prices[0].source, /^https:/);
});

test('AddPrice', () => {
  const price = { provider: 'somebody', model: 'somebody-elses', effectiveFrom: '2026-01-01T00:00:00Z', inputPerMillion: '1',
    outputPerMillion: '2', source: 'https://somebody.example/prices', asOf: '2026-01-01' };
  const added = look('AddPrice', { price });
  assert.deepEqual(look('AddPrice', { price }), added);
  assert.match(refusal('AddPrice', { price: { ...price, inputPerMillion: '9' } }), /PRICE_OVERLAPS/);
});

test('RepriceInvocations', () => {
  const dry = look('RepriceInvocations', { dryRun: true });
  assert.equal(dry.pricedCalls, '1');
  assert.equal(look('RepriceInvocations').costUsd, '0.0012');
  assert.equal(look('GetSession', { sessionId: session }).totals.costUsd, '0.0492');
});

test('AbandonInvocations', async () => {
  const id = randomUUID();
  await log.StartInvocation({ start: start(id) });
  sql(`UPDATE agent_invocations SET created_at = created_at - interval '25 hours' WHERE id = '${id}'`);
  assert.equal(look('AbandonInvocations').abandonedCalls, '1');
  assert.equal(look('GetInvocation', { id }).invocation.status, 'INVOCATION_STATUS_ABANDONED');
});

test('PurgeInvocations', () => {
  sql(`UPDATE agent_invocations SET created_at = created_at - interval '90 days' WHERE session_id = '${session}'`);
  const before = new Date(Date.now() - 30 * 86_400_000).toISOString();
  const dry = look('PurgeInvocations', { payloadsBefore: before, callsBefore: before, dryRun: true });
  const done = look('PurgeInvocations', { payloadsBefore: before, callsBefore: before });
  assert.deepEqual(done, dry);
  assert.match(refusal('GetInvocation', { id: root }), /INVOCATION_NOT_FOUND/);
});

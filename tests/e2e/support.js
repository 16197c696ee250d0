// What every walk needs: clients of the running services, users, and buf. tests/run sets the environment.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const here = fileURLToPath(new URL('.', import.meta.url));
const protos = fileURLToPath(new URL('../../proto', import.meta.url));

export const { status } = grpc;

// The address of a service: 127.0.0.1:7103.
export function address(name) {
  const found = process.env[`LIFTMARK_${name.toUpperCase()}`];
  if (!found) throw new Error(`LIFTMARK_${name.toUpperCase()} is not set: tests/run e2e sets it`);
  return found;
}

// A client whose methods take a request and promise a reply; streaming methods are left as they are. `service` is the
// full name: liftmark.workouts.v1.WorkoutService.
export function connect(name, file, service) {
  const definition = loader.loadSync(file, {
    includeDirs: [protos], keepCase: true, longs: Number, enums: String, oneofs: true, arrays: true,
  });
  const Client = service.split('.').reduce((at, part) => at[part], grpc.loadPackageDefinition(definition));
  const client = new Client(address(name), grpc.credentials.createInsecure());
  const calls = { close: () => client.close(), raw: client };
  for (const [method, { path, requestStream, responseStream }] of Object.entries(Client.service)) {
    calls[method] = requestStream || responseStream ? client[method].bind(client) : promisify(client[method].bind(client));
    calls[method].path = path;
  }
  return calls;
}

// The error of a call that must fail.
export async function failure(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('the call succeeded');
}

// Runs SQL as the superuser; a line a row.
export function sql(statement) {
  return execFileSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', process.env.LIFTMARK_DATABASE, '-c', statement], {
    encoding: 'utf8',
  }).trim();
}

export function createUser() {
  return sql('SET ROLE liftmark_owner; INSERT INTO users (user_id) VALUES (gen_random_uuid()) RETURNING user_id');
}

// `buf curl`, with the schema from the service's own reflection. Returns the reply, or throws what buf said.
export function bufCurl(name, method, request, ...flags) {
  const output = execFileSync(
    `${here}/node_modules/.bin/buf`,
    ['curl', '--protocol', 'grpc', '--http2-prior-knowledge', ...flags, '-d', JSON.stringify(request),
      `http://${address(name)}/${method}`],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return JSON.parse(output);
}

// What `buf curl` says of a call that must fail: its code, its message, and its details with their texts readable.
export function bufRefusal(name, method, request) {
  try {
    bufCurl(name, method, request);
  } catch (error) {
    const { code, message, details = [] } = JSON.parse(error.stderr);
    return [code, message, ...details.map(({ value }) => Buffer.from(value, 'base64').toString('latin1'))].join('\n');
  }
  throw new Error('the call succeeded');
}

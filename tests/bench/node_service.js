// What a Node service takes for the same read: grpc-js, pg, and the JSON view of the document's row.
//
//   node node_service.js ADDRESS:PORT DATABASE_URL PROTO_DIRECTORY      serves GetWorkout until SIGTERM
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import pg from 'pg';

const [address, database, protos] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: database, max: 8 });
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

const FIND = {
  name: 'find_workout',
  text: `SELECT id, workout_date, workout_type, training_plan_id, completed_at, completion_notes, revision, created_at, updated_at,
                structured_workout
         FROM workouts WHERE user_id = $1 AND id = $2`,
};

const timestamp = (date) => date && { seconds: Math.floor(date / 1000), nanos: (date % 1000) * 1e6 };

async function getWorkout(call, callback) {
  try {
    const { rows } = await pool.query({ ...FIND, values: [call.request.user_id, call.request.id] });
    if (rows.length === 0) return callback({ code: grpc.status.NOT_FOUND, details: 'there is no such workout' });
    const { structured_workout: structured, completed_at, created_at, updated_at, ...row } = rows[0];
    callback(null, {
      workout: {
        ...row,
        user_id: call.request.user_id,
        etag: `${row.revision}-${created_at.getTime()}`,
        completed_at: timestamp(completed_at),
        created_at: timestamp(created_at),
        updated_at: timestamp(updated_at),
        structured,
      },
    });
  } catch (error) {
    callback({ code: grpc.status.INTERNAL, details: error.message });
  }
}

const definition = loader.loadSync('liftmark/workouts/v1/workout_service.proto',
  { includeDirs: [protos], keepCase: true, longs: String, enums: String });
const { WorkoutService } = grpc.loadPackageDefinition(definition).liftmark.workouts.v1;
const server = new grpc.Server();
server.addService(WorkoutService.service, { getWorkout });
server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error) => {
  if (error) throw error;
  console.log('ready');
});
process.on('SIGTERM', () => server.tryShutdown(() => process.exit()));

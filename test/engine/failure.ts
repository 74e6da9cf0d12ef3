import { EngineError } from '../../src/engine/index.ts';

/** What an attempt failed with. */
export async function failure(attempt: () => unknown): Promise<{ id: string; message: string }> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof EngineError) return { id: error.id, message: error.message };
    throw error;
  }
  throw new Error('it did not fail');
}

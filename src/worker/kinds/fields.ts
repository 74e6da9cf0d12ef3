/** Fields that several kinds of job are told. */
import { z } from 'zod';

/** A row's id. */
export const id = z.string().min(1).max(100);

/** What a job is about, as people read it: `Night Shift`. */
export const subject = z.string();

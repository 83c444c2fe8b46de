import { z } from 'zod';

export const incidentTypeSchema = z.enum(['fire', 'rescue', 'hazmat', 'other']);

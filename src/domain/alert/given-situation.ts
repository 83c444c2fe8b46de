import { z } from 'zod';
import { findVehicleModel } from '../vehicle-catalogue.ts';
import { placedAerialSchema, situationSchema } from './situation.ts';

/** There is no floor between the first above ground and the first below. */
export const NO_FLOOR_0 = { message: 'got 0, expected a floor from 1 up, or from -1 down below ground' };

/** A floor as somebody tells it. */
export const givenFloorSchema = situationSchema.shape.fireFloor.refine((floor) => floor !== 0, NO_FLOOR_0);

const givenAerialSchema = placedAerialSchema.refine(({ model }) => findVehicleModel(model)?.envelope != null, {
	path: ['model'],
	message: 'expected an aerial of the vehicle catalogue',
});

/** A situation that comes in from outside: stricter than what is read of records. */
export const givenSituationSchema = situationSchema.extend({
	fireFloor: givenFloorSchema,
	placed: z.array(givenAerialSchema).max(8).default([]),
});

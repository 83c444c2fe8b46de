import { z } from 'zod';
import { sourcedSchema } from '../building.ts';
import { runCardObjectSchema } from '../service/run-card.ts';
import { vehicleTypeSchema } from '../vehicle.ts';
import { polygonSchema, reasonSchema } from './shapes.ts';

/** A vehicle that is sent, or that could be. */
export const dueVehicleSchema = z.object({
	vehicleId: z.string(),
	plate: z.string(),
	type: vehicleTypeSchema,
	model: z.string(),
	stationId: z.string(),
	stationName: z.string().nullable(),
	stationNameEn: z.string().nullable(),
	/** Turnout and driving, seconds from the order. */
	arrivalS: z.number(),
	distanceM: z.number(),
	/** Water it brings, tonnes; null = none or unknown. */
	tankT: z.number().nullable(),
	pumpLps: z.number().nullable(),
	workHeightM: z.number().nullable(),
});
export type DueVehicle = z.infer<typeof dueVehicleSchema>;

/** Card below the map: how much is sent, who, and what is left elsewhere. Rules A19 to A21. */
export const forceSchema = z.object({
	/** 火警等级 by XF/T 1340: proposed by rule A19, and set by the incident (null = not graded). */
	level: z.object({
		proposed: z.number().int().min(1).max(5),
		set: z.number().int().min(1).max(5).nullable(),
		reasons: z.array(reasonSchema),
	}),
	/** The run card read: for which object, at which level (set, else proposed). */
	card: z.object({ object: runCardObjectSchema, level: z.number().int(), source: z.string(), verified: z.boolean() }),
	/** By arrival. */
	assigned: z.array(dueVehicleSchema),
	/** What the card asks for and nobody can bring, and why. */
	missing: z.array(z.object({ types: z.array(vehicleTypeSchema), count: z.number().int(), reason: reasonSchema })),
	/** Vehicles beyond the card that the place asks for: an aerial that reaches the fire floor, water, smoke extraction. */
	suggested: z.array(dueVehicleSchema.extend({ reasons: z.array(reasonSchema) })),
	/** What is left of the rest of the city while they are away; null = no roads. */
	coverage: z
		.object({
			limitS: z.number(),
			/** Stations without a pumper left. */
			emptied: z.array(z.string()),
			/** Road within the limit before and no longer, kilometres, and the land beside it. */
			holeRoadKm: z.number(),
			holeAreaKm2: z.number(),
			polygons: z.array(polygonSchema),
			moveUps: z.array(
				z.object({
					vehicleId: z.string(),
					plate: z.string(),
					model: z.string(),
					fromStationId: z.string(),
					fromStationName: z.string().nullable(),
					fromStationNameEn: z.string().nullable(),
					/** An emptied one; its name stands with the vehicles assigned. */
					toStationId: z.string(),
					travelS: z.number(),
					/** Share of the hole that is within the limit again. */
					closesShare: z.number(),
				}),
			),
		})
		.nullable(),
	sources: z.record(z.string(), sourcedSchema),
});
export type Force = z.infer<typeof forceSchema>;

import { type APIRequestContext, expect } from '@playwright/test';
import { findVehicleModel } from '../../src/domain/vehicle-catalogue.ts';

/** Of each station that is given any. */
const MODELS = ['AP50', 'SG80', 'AP50'];

/** The town's map names stations without their vehicles; the service says what the first two of them have. */
export async function giveVehicles(request: APIRequestContext, url: string): Promise<void> {
	const { stations } = await (await request.get(`${url}/api/stations`)).json();
	for (const station of stations.slice(0, 2)) {
		const vehicles = MODELS.map((model, index) => {
			const { type, profile, workHeightM, tankT, pumpLps } = findVehicleModel(model) ?? {};
			const names = { id: `${station.id}/${index}`, plate: `粤S${station.id.slice(-3)}${index}` };
			return { ...names, model, type, profile, workHeightM, tankT, pumpLps };
		});
		const { id, source: _, ...fields } = station;
		const answer = await request.put(`${url}/api/stations/${encodeURIComponent(id)}`, {
			data: { ...fields, vehicles, inService: true, version: 0 },
		});
		expect(answer.status()).toBe(200);
	}
}

import type { Finding } from './assessment.ts';

/** From the order to the scene, seconds: GB 51080-2015 and 建标 152-2017 lay stations out for 5 minutes. */
const FIRST_ARRIVAL_LIMIT_S = 300;

/** Rule A4: does the first engine come within five minutes of the order? */
export function judgeFirstArrival(arrivalS: number, stationId: string): Pick<Finding, 'severity' | 'code' | 'params'> {
	const isInTime = arrivalS <= FIRST_ARRIVAL_LIMIT_S;
	return {
		severity: isInTime ? 'satisfied' : 'attention',
		code: isInTime ? 'stations/first-within-5-min' : 'stations/first-beyond-5-min',
		params: { arrivalS, limitS: FIRST_ARRIVAL_LIMIT_S, stationId },
	};
}

import type { LonLat } from '../../domain/geo/lon-lat.ts';

/** What stands on the map with an id of its own. */
export type PickedKind =
	| 'station'
	| 'water'
	| 'vehicle'
	| 'way'
	| 'sign'
	| 'closure'
	| 'spot'
	| 'hose'
	| 'zone'
	| 'post'
	| 'mark'
	| 'incident';

/** What lies under a click. `lonLat` is the point on the ground, or on the thing itself, under the pointer. */
export type PickEvent =
	| { readonly kind: 'building'; readonly fid: number; readonly lonLat: LonLat }
	/** A cell of `count` buildings merged for the far view: it is no building. */
	| { readonly kind: 'merged'; readonly count: number; readonly lonLat: LonLat }
	| {
			readonly kind: PickedKind;
			readonly id: string;
			readonly lonLat: LonLat;
	  }
	| { readonly kind: 'ground'; readonly lonLat: LonLat };

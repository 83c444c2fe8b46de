import type { PointerRay, SnapHit } from '../../domain/snap.ts';

/** The ground under a line of sight, caught by nothing; null = it points at the sky. */
export function hitGround({ through, meetsGround, radiansPerPixel, eye }: PointerRay): SnapHit | null {
	if (!meetsGround) return null;
	const { lon, lat, heightM: groundM } = through;
	const metresPerPixel = Math.abs(eye.heightM - groundM) * radiansPerPixel;
	const snap = { kind: 'none', buildingId: null } as const;
	return { lon, lat, heightM: 0, snap, fid: null, groundM, isHeightKnown: true, metresPerPixel };
}

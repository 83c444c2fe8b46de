import type { ReactNode } from 'react';
import './symbols.css';

const HATCH = 'M5 13L17 1M13 13L25 1M21 13L33 1';
const BOX = <rect x="1" y="1" width="34" height="12" />;

/** As the map draws them: planned things hollow, contingent zones dashed outlines, active ones solid and filled. */
const KEYS = {
	reach: (
		<>
			{BOX}
			<path className="tactics-key__hatch" d={HATCH} />
		</>
	),
	spot: <path d="M8 3h20v8H8zM8 3L4 0M28 3l4-3M8 11l-4 3M28 11l4 3" />,
	hose: <path d="M0 7h36" />,
	zone: <rect x="1" y="1" width="34" height="12" rx="6" />,
	zoneActive: <rect x="1" y="1" width="34" height="12" rx="6" />,
	smoke: <path d="M3 7L33 1v12z" />,
	fireFloor: <rect x="4" y="5" width="28" height="5" />,
	post: <path d="M18 1l9 6-9 6-9-6z" />,
	uav: <ellipse cx="18" cy="7" rx="16" ry="5.5" />,
	coverage: (
		<>
			{BOX}
			<path className="tactics-key__hatch" d={HATCH} />
		</>
	),
} as const satisfies Readonly<Record<string, ReactNode>>;

/** What of the tactics a key stands for. */
export type TacticsKeyKind = keyof typeof KEYS;

/** A thing of the tactics as on the map; the words stand beside it. */
export function TacticsKey({ kind }: { readonly kind: TacticsKeyKind }) {
	return (
		<svg className="tactics-key" data-kind={kind} width="36" height="14" viewBox="0 0 36 14" aria-hidden="true">
			{KEYS[kind]}
		</svg>
	);
}

import type { Scene } from 'cesium';
import { describe, expect, it } from 'vitest';
import { addUnpickable } from '../../../src/scene/engine/add-unpickable.ts';

function createScene() {
	const held: { update(frame: object): void; destroy(): void }[] = [];
	const primitives = {
		add: (primitive: (typeof held)[number]) => held.push(primitive),
		remove(primitive: (typeof held)[number]) {
			held.splice(held.indexOf(primitive), 1);
			primitive.destroy();
		},
	};
	return { scene: { primitives, isDestroyed: () => false } as unknown as Scene, held };
}

describe('addUnpickable', () => {
	it('is drawn in pictures and left out of picks, and its undo destroys it', () => {
		const seen: string[] = [];
		const { scene, held } = createScene();
		const undo = addUnpickable(scene, {
			update: () => seen.push('drawn'),
			destroy: () => seen.push('destroyed'),
			isDestroyed: () => false,
		});
		held[0]?.update({ passes: { render: true, pick: false } });
		held[0]?.update({ passes: { render: false, pick: true } });
		expect(seen).toEqual(['drawn']);
		undo();
		expect(held).toEqual([]);
		expect(seen).toEqual(['drawn', 'destroyed']);
	});
});

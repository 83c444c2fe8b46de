/**
 * Stands for the package `cesium` (vite.config.ts, resolve.alias): the engine alone, without the widgets, whose
 * knockout would need 'unsafe-eval' in the Content-Security-Policy. Resium imports the names below but we use none of them.
 */
export * from '@cesium/engine';

function refuse(name: string): never {
	throw new Error(
		`cesium-shim: got ${name}, expected only names of @cesium/engine: the widgets are not part of this build`,
	);
}

/** Not part of this build: use CesiumWidget. */
export class Viewer {
	constructor() {
		refuse('Viewer');
	}
}

/** Not part of this build. */
export const viewerCesium3DTilesInspectorMixin = (): never => refuse('viewerCesium3DTilesInspectorMixin');
/** Not part of this build. */
export const viewerCesiumInspectorMixin = (): never => refuse('viewerCesiumInspectorMixin');
/** Not part of this build. */
export const viewerDragDropMixin = (): never => refuse('viewerDragDropMixin');
/** Not part of this build. */
export const viewerPerformanceWatchdogMixin = (): never => refuse('viewerPerformanceWatchdogMixin');
/** Not part of this build. */
export const viewerVoxelInspectorMixin = (): never => refuse('viewerVoxelInspectorMixin');

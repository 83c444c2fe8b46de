import { createPortal } from 'react-dom';

/** A cross over the middle of the map: where keys draw. */
export function MapCrosshair() {
	const map = document.getElementById('map');
	if (!map) return null;
	return createPortal(
		<svg className="map-crosshair" width="44" height="44" viewBox="0 0 44 44" aria-hidden="true">
			<path className="map-crosshair__casing" d="M22 2v14M22 28v14M2 22h14M28 22h14" />
			<path d="M22 2v14M22 28v14M2 22h14M28 22h14" />
			<circle cx="22" cy="22" r="1.6" />
		</svg>,
		map,
	);
}

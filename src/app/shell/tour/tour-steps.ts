/** What the tour shows, in its order: words under `tour.steps`, and what on the page it points at; absent there = shown without pointing. */
export const TOUR_STEPS = [
	{ word: 'alarm', points: '.top-bar__new' },
	{ word: 'search', points: '.search__field' },
	{ word: 'cards', points: '#panel' },
	{ word: 'force', points: '[data-card="force"]' },
	{ word: 'tools', points: '.map-tools' },
	{ word: 'live', points: '.top-bar__live' },
	{ word: 'keys', points: '#map' },
] as const;

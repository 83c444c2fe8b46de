/** A divided road without crossings on the level: two one-way carriageways in a corridor of their own. */
export interface ExpresswaySketch {
	readonly name: string;
	readonly nameEn: string;
	readonly roadClass: 'motorway' | 'trunk';
	readonly line: string;
	/** A ring: the last point leads back to the first. */
	readonly closed: boolean;
}

/** Expressways by name through plausible places (sketched, not surveyed). */
export const EXPRESSWAYS: readonly ExpresswaySketch[] = [
	{
		name: 'G4 广深高速',
		nameEn: 'G4 Guangshen Expressway',
		roadClass: 'motorway',
		closed: false,
		line: '113.570,23.125 113.605,23.092 113.633,23.050 113.652,23.012 113.664,22.972 113.694,22.925 113.706,22.880 113.712,22.846 113.742,22.822 113.778,22.792 113.818,22.780 113.870,22.772',
	},
	{
		name: 'S3 广深沿江高速',
		nameEn: 'S3 Guangshen Riverside Expressway',
		roadClass: 'motorway',
		closed: false,
		line: '113.530,23.100 113.552,23.040 113.582,22.975 113.596,22.925 113.632,22.868 113.652,22.832 113.690,22.790 113.735,22.760 113.780,22.748 113.840,22.725',
	},
	{
		name: 'S21 莞深高速',
		nameEn: 'S21 Guanshen Expressway',
		roadClass: 'motorway',
		closed: false,
		line: '113.764,23.158 113.778,23.110 113.818,23.050 113.838,22.995 113.856,22.945 113.874,22.890 113.916,22.872 113.966,22.852 114.018,22.836 114.052,22.800 114.040,22.730',
	},
	{
		name: 'G9411 莞佛高速',
		nameEn: 'G9411 Guanfo Expressway',
		roadClass: 'motorway',
		closed: false,
		line: '114.150,23.055 114.110,23.000 114.060,22.978 114.010,22.958 113.966,22.962 113.920,22.958 113.868,22.958 113.818,22.926 113.762,22.896 113.716,22.864 113.680,22.836 113.646,22.808 113.600,22.780',
	},
	{
		name: 'G1523 潮莞高速',
		nameEn: 'G1523 Chaoguan Expressway',
		roadClass: 'motorway',
		closed: false,
		line: '114.275,22.876 114.200,22.870 114.130,22.874 114.070,22.872 114.000,22.862 113.940,22.858 113.880,22.862 113.830,22.878 113.776,22.856 113.700,22.836',
	},
	{
		name: 'S29 从莞深高速',
		nameEn: 'S29 Congguanshen Expressway',
		roadClass: 'motorway',
		closed: false,
		line: '113.985,23.145 113.984,23.080 113.992,23.020 114.022,22.960 114.048,22.900 114.086,22.842 114.118,22.785 114.126,22.730 114.135,22.650',
	},
	{
		name: '东部快速干线',
		nameEn: 'Eastern Expressway',
		roadClass: 'trunk',
		closed: false,
		line: '113.790,23.082 113.850,23.040 113.902,23.022 113.950,23.008 114.002,22.996 114.048,22.944 114.120,22.930 114.128,22.860 114.122,22.800 114.165,22.755 114.240,22.750',
	},
	{
		name: '环城路',
		nameEn: 'Ring Road',
		roadClass: 'trunk',
		closed: true,
		line: '113.700,23.068 113.704,23.020 113.730,22.992 113.775,22.990 113.800,23.016 113.806,23.058 113.782,23.086 113.740,23.096 113.712,23.090',
	},
];

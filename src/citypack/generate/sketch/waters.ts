/** A river or canal: centre line and half its width in metres. */
export interface RiverSketch {
	readonly name: string;
	readonly nameEn: string;
	readonly halfWidthM: number;
	readonly canal: boolean;
	readonly line: string;
}

/** Rivers by name, at plausible places (sketched, not surveyed). */
export const RIVERS: readonly RiverSketch[] = [
	{
		name: '东江',
		nameEn: 'Dongjiang River',
		halfWidthM: 190,
		canal: false,
		line: '114.165,23.030 114.134,23.052 114.110,23.068 114.074,23.088 114.040,23.107 114.002,23.106 113.972,23.123 113.935,23.127 113.900,23.124 113.872,23.130',
	},
	{
		name: '东江北干流',
		nameEn: 'Dongjiang North Branch',
		halfWidthM: 180,
		canal: false,
		line: '113.895,23.125 113.866,23.132 113.820,23.139 113.770,23.143 113.720,23.139 113.668,23.139 113.620,23.127 113.575,23.106 113.540,23.085 113.505,23.060',
	},
	{
		name: '东江南支流',
		nameEn: 'Dongjiang South Branch',
		halfWidthM: 120,
		canal: false,
		line: '113.882,23.135 113.872,23.112 113.850,23.094 113.820,23.083 113.790,23.073 113.766,23.064 113.745,23.053 113.731,23.034 113.714,23.014 113.692,22.984 113.656,22.960 113.626,22.938 113.592,22.922 113.540,22.905',
	},
	{
		name: '中堂水道',
		nameEn: 'Zhongtang Waterway',
		halfWidthM: 75,
		canal: false,
		line: '113.728,23.152 113.712,23.110 113.684,23.080 113.640,23.073 113.600,23.074 113.560,23.079 113.505,23.062',
	},
	{
		name: '倒运海水道',
		nameEn: 'Daoyunhai Waterway',
		halfWidthM: 70,
		canal: false,
		line: '113.700,23.102 113.690,23.072 113.678,23.036 113.650,23.018 113.634,22.990 113.622,22.962 113.606,22.918',
	},
	{
		name: '麻涌河',
		nameEn: 'Machong River',
		halfWidthM: 45,
		canal: false,
		line: '113.604,23.085 113.594,23.040 113.580,23.004 113.560,22.988 113.525,22.984',
	},
	{
		name: '洪屋涡水道',
		nameEn: 'Hongwuwo Waterway',
		halfWidthM: 60,
		canal: false,
		line: '113.648,23.016 113.622,22.985 113.592,22.968 113.540,22.955',
	},
	{
		name: '寒溪河',
		nameEn: 'Hanxi River',
		halfWidthM: 40,
		canal: false,
		line: '114.012,22.903 113.985,22.948 113.964,22.990 113.948,23.024 113.908,23.044 113.862,23.050 113.832,23.066 113.822,23.092',
	},
	{
		name: '石马河',
		nameEn: 'Shima River',
		halfWidthM: 48,
		canal: false,
		line: '114.125,22.705 114.108,22.750 114.100,22.790 114.104,22.840 114.102,22.890 114.114,22.945 114.116,22.995 114.106,23.040 114.098,23.086',
	},
	{
		name: '东引运河',
		nameEn: 'Dongyin Canal',
		halfWidthM: 22,
		canal: true,
		line: '114.112,23.036 114.060,23.040 114.020,23.045 113.982,23.042 113.930,23.034',
	},
	{
		name: '东引运河',
		nameEn: 'Dongyin Canal',
		halfWidthM: 22,
		canal: true,
		line: '113.836,23.060 113.800,23.050 113.768,23.042 113.744,23.036 113.728,23.010 113.704,22.974 113.692,22.930 113.694,22.880 113.664,22.840 113.640,22.822 113.605,22.815',
	},
	{
		name: '茅洲河',
		nameEn: 'Maozhou River',
		halfWidthM: 60,
		canal: false,
		line: '113.878,22.800 113.850,22.776 113.822,22.748 113.785,22.735 113.750,22.722',
	},
];

/** A reservoir or a hill: centre, half axes in metres, turn of the long axis in degrees counter-clockwise from east. */
export interface BlobSketch {
	readonly name: string;
	readonly nameEn: string;
	readonly lon: number;
	readonly lat: number;
	readonly halfLengthM: number;
	readonly halfWidthM: number;
	readonly turnDeg: number;
}

const blob = (
	name: string,
	nameEn: string,
	lon: number,
	lat: number,
	halfLengthM: number,
	halfWidthM: number,
	turnDeg: number,
): BlobSketch => ({ name, nameEn, lon, lat, halfLengthM, halfWidthM, turnDeg });

/** Reservoirs by name, at plausible places. */
export const RESERVOIRS: readonly BlobSketch[] = [
	blob('同沙水库', 'Tongsha Reservoir', 113.792, 22.966, 1500, 900, 60),
	blob('松木山水库', 'Songmushan Reservoir', 113.905, 22.897, 1350, 800, 25),
	blob('松山湖', 'Songshan Lake', 113.874, 22.938, 1000, 420, 75),
	blob('横岗水库', 'Henggang Reservoir', 113.722, 22.906, 950, 600, 110),
	blob('雁田水库', 'Yantian Reservoir', 114.168, 22.712, 800, 480, 40),
	blob('契爷石水库', 'Qiyeshi Reservoir', 114.196, 22.822, 850, 520, 20),
	blob('虾公岩水库', 'Xiagongyan Reservoir', 114.06, 22.768, 620, 420, 120),
	blob('黄牛埔水库', 'Huangniupu Reservoir', 114.03, 22.858, 720, 430, 80),
	blob('茅輋水库', 'Maoshe Reservoir', 114.208, 22.866, 620, 360, 140),
	blob('水濂山水库', 'Shuilianshan Reservoir', 113.722, 22.968, 520, 320, 30),
	blob('马尾水库', 'Mawei Reservoir', 113.784, 22.842, 560, 360, 10),
	blob('五点梅水库', 'Wudianmei Reservoir', 113.846, 22.834, 420, 300, 70),
];

/** Hills and woods by name, at plausible places: the south-east is high, the north-west is flat. */
export const HILLS: readonly BlobSketch[] = [
	blob('银瓶山', 'Yinping Mountain', 114.208, 22.928, 4600, 3000, 110),
	blob('观音山', 'Guanyin Mountain', 114.128, 22.898, 2300, 1500, 60),
	blob('宝山', 'Baoshan Hill', 114.046, 22.9, 1900, 1300, 20),
	blob('大岭山', 'Daling Mountain', 113.8, 22.868, 2700, 1500, 25),
	blob('莲花山', 'Lianhua Hill', 113.742, 22.842, 2000, 1200, 60),
	blob('水濂山', 'Shuilian Hill', 113.722, 22.952, 1100, 800, 20),
	blob('大屏嶂', 'Dapingzhang', 114.04, 22.812, 1900, 1300, 100),
	blob('清溪林场', 'Qingxi Forest', 114.208, 22.846, 2300, 1400, 90),
	blob('巍峨山', "Wei'e Hill", 113.946, 22.884, 2000, 1100, 150),
	blob('凤凰岗', 'Fenghuang Ridge', 114.182, 22.77, 1500, 900, 70),
	blob('旗岭', 'Qiling Hill', 114.04, 22.952, 1100, 700, 120),
	blob('榴花山', 'Liuhua Hill', 113.806, 23.044, 700, 450, 30),
	blob('同沙林场', 'Tongsha Forest', 113.812, 22.956, 1900, 1100, 70),
	blob('巍峰山', 'Weifeng Hill', 114.184, 22.8, 1400, 900, 10),
];

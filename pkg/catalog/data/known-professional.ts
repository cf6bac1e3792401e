/** Cards for workstations and data centres that few sell second-hand: known by name, without an index. */
import type { KnownFamily } from '../catalog-schema.js';

// prettier-ignore
export const KNOWN_PROFESSIONAL: readonly KnownFamily[] = [
  { family: 'Quadro NVS', vendor: 'NVIDIA', segment: 'workstation', mb: {
    'NVS 280': [2003, 64], 'NVS 285': [2006, 64, 128, 256], 'NVS 290': [2007, 256], 'NVS 295': [2009, 256],
    'NVS 300': [2011, 512], 'NVS 310': [2012, 512, 1024], 'NVS 315': [2013, 1024], 'NVS 420': [2009, 512],
    'NVS 440': [2006, 256, 512],
    'NVS 450': [2008, 512], 'NVS 510': [2012, 2048], 'NVS 810': [2015, 4096],
  } },
  { family: 'Quadro FX', vendor: 'NVIDIA', segment: 'workstation', mb: {
    'Quadro FX 330': [2004, 64], 'Quadro FX 350': [2006, 128], 'Quadro FX 370': [2007, 256], 'Quadro FX 380': [2009, 256, 512],
    'Quadro FX 500': [2003, 128], 'Quadro FX 540': [2004, 128], 'Quadro FX 550': [2006, 128], 'Quadro FX 560': [2006, 128],
    'Quadro FX 570': [2007, 256],
    'Quadro FX 580': [2009, 512], 'Quadro FX 1000': [2003, 128], 'Quadro FX 1100': [2004, 128], 'Quadro FX 1300': [2004, 128],
    'Quadro FX 1400': [2004, 128], 'Quadro FX 1500': [2006, 256], 'Quadro FX 1700': [2007, 512], 'Quadro FX 1800': [2009, 768],
    'Quadro FX 2000': [2003, 128],
    'Quadro FX 3000': [2003, 256], 'Quadro FX 3400': [2004, 256], 'Quadro FX 3450': [2005, 256], 'Quadro FX 3500': [2006, 256],
    'Quadro FX 3700': [2008, 512], 'Quadro FX 3800': [2009, 1024], 'Quadro FX 4000': [2004, 256], 'Quadro FX 4400': [2004, 512],
    'Quadro FX 4500': [2005, 512],
    'Quadro FX 4600': [2007, 768], 'Quadro FX 4700 X2': [2008, 2048], 'Quadro FX 4800': [2008, 1536],
    'Quadro FX 5500': [2006, 1024], 'Quadro FX 5600': [2007, 1536], 'Quadro FX 5800': [2008, 4096], 'Quadro CX': [2008, 1536],
  } },
  { family: 'Quadro Fermi', vendor: 'NVIDIA', segment: 'workstation', mb: {
    'Quadro 400': [2011, 512], 'Quadro 410': [2012, 512], 'Quadro 600': [2010, 1024], 'Quadro 2000': [2010, 1024],
    'Quadro 2000D': [2011, 1024], 'Quadro 4000': [2010, 2048], 'Quadro 5000': [2010, 2560], 'Quadro 6000': [2010, 6144],
    'Quadro 7000': [2012, 6144],
  } },
  { family: 'Quadro Kepler', vendor: 'NVIDIA', segment: 'workstation', mb: {
    'Quadro K2000D': [2013, 2048], 'Quadro K410': [2013, 512],
  } },
  { family: 'RTX A OEM', vendor: 'NVIDIA', segment: 'workstation', gb: {
    'T400E': [2023, 4], 'T1000E': [2023, 4, 8], 'RTX 5880 Ada': [2024, 48], 'RTX 5000D Ada': [2024, 32], 'RTX A5880': [2023, 48],
  } },
  { family: 'GRID', vendor: 'NVIDIA', segment: 'datacenter', gb: {
    'GRID K1': [2013, 16], 'GRID K2': [2013, 8], 'GRID K340': [2013, 4], 'GRID K520': [2013, 8],
  } },
  { family: 'Tesla', vendor: 'NVIDIA', segment: 'datacenter', gb: {
    'Tesla C870': [2007, 1.5], 'Tesla C1060': [2009, 4], 'Tesla C2050': [2010, 3], 'Tesla C2070': [2010, 6],
    'Tesla C2075': [2011, 6], 'Tesla M1060': [2009, 4], 'Tesla M2050': [2010, 3], 'Tesla M2070': [2010, 6],
    'Tesla M2075': [2011, 6], 'Tesla M2090': [2011, 6],
    'Tesla K8': [2014, 8], 'Tesla K20X': [2012, 6], 'Tesla M6': [2015, 8], 'Tesla P6': [2017, 16], 'Tesla V100S': [2019, 32],
  } },
  { family: 'Data center', vendor: 'NVIDIA', segment: 'datacenter', gb: {
    'A10M': [2022, 20], 'A800': [2022, 40, 80], 'L2': [2024, 24], 'L20': [2023, 48], 'H20': [2024, 96, 141],
    'H100': [2022, 80, 94], 'H200': [2024, 141], 'H800': [2023, 80], 'RTX PRO 6000 Blackwell Server': [2025, 96],
  } },
  { family: 'FireGL', vendor: 'AMD', segment: 'workstation', mb: {
    'FireGL 8700': [2001, 64], 'FireGL 8800': [2001, 128], 'FireGL X1': [2002, 128, 256], 'FireGL T2': [2003, 128],
    'FireGL V3100': [2004, 128], 'FireGL V3200': [2004, 128], 'FireGL V3300': [2006, 128], 'FireGL V3350': [2006, 256],
    'FireGL V3400': [2006, 128], 'FireGL V3600': [2007, 256],
    'FireGL V5000': [2004, 128], 'FireGL V5100': [2004, 128], 'FireGL V5200': [2006, 256], 'FireGL V5600': [2007, 512],
    'FireGL V7100': [2004, 256], 'FireGL V7200': [2006, 256], 'FireGL V7350': [2006, 1024], 'FireGL V7600': [2007, 512],
    'FireGL V7700': [2008, 512], 'FireGL V8600': [2007, 1024], 'FireGL V8650': [2007, 2048],
  } },
  { family: 'FirePro V', vendor: 'AMD', segment: 'workstation', mb: {
    'FirePro V3700': [2008, 256], 'FirePro V3750': [2008, 256], 'FirePro V3800': [2010, 512], 'FirePro V3900': [2012, 1024],
    'FirePro V4800': [2010, 1024], 'FirePro V4900': [2011, 1024], 'FirePro V5700': [2008, 512], 'FirePro V5800': [2010, 1024],
    'FirePro V5900': [2011, 2048],
    'FirePro V7750': [2009, 1024], 'FirePro V7800': [2010, 2048], 'FirePro V7900': [2011, 2048], 'FirePro V8700': [2008, 1024],
    'FirePro V8750': [2009, 2048], 'FirePro V8800': [2010, 2048], 'FirePro V9800': [2010, 4096], 'FirePro 2260': [2009, 256],
    'FirePro 2270': [2011, 512, 1024], 'FirePro 2450': [2009, 512], 'FirePro 2460': [2010, 512], 'FireMV 2200': [2006, 64, 128],
    'FireMV 2250': [2007, 256], 'FireMV 2400': [2006, 128, 256], 'FireMV 2260': [2008, 256],
  } },
  { family: 'FirePro W', vendor: 'AMD', segment: 'workstation', gb: {
    'FirePro W600': [2012, 2], 'FirePro W2100': [2014, 2], 'FirePro W4300': [2015, 4], 'FirePro W5000': [2012, 2],
    'FirePro W7000': [2012, 4], 'FirePro W8000': [2012, 4], 'FirePro W9000': [2012, 6], 'FirePro D300': [2013, 2],
    'FirePro D500': [2013, 3], 'FirePro D700': [2013, 6], 'FirePro R5000': [2013, 2],
    'FirePro S7000': [2012, 4], 'FirePro S7150': [2016, 8], 'FirePro S7150 X2': [2016, 16], 'FirePro S9000': [2012, 6],
    'FirePro S9050': [2014, 12], 'FirePro S9100': [2014, 12], 'FirePro S9150': [2014, 16], 'FirePro S9170': [2015, 32],
    'FirePro S9300 X2': [2016, 8], 'FirePro S10000': [2012, 6, 12],
  } },
  { family: 'Radeon Pro', vendor: 'AMD', segment: 'workstation', gb: {
    'Radeon Pro SSG': [2017, 16], 'Radeon Pro Vega 56': [2017, 8], 'Radeon Pro Vega 64': [2017, 16],
    'Radeon Pro W6300': [2022, 2], 'Radeon Pro V320': [2017, 8],
    'Radeon Pro V340': [2018, 16, 32], 'Radeon Pro V520': [2020, 8], 'Radeon Pro V620': [2021, 32], 'Radeon Pro V710': [2024, 28],
    'Radeon AI PRO R9600D': [2025, 32],
  } },
  { family: 'Instinct', vendor: 'AMD', segment: 'datacenter', gb: { 'MI210': [2022, 64] } },
];

/** Cards of other makers, from 3dfx to Moore Threads: known by name, without an index. */
import type { KnownFamily } from '../catalog-schema.js';

// prettier-ignore
export const KNOWN_OTHERS: readonly KnownFamily[] = [
  { family: 'Voodoo', vendor: '3dfx', segment: 'gaming', asWords: true, mb: {
    'Voodoo1': [1996, 4, 6], 'Voodoo Rush': [1997, 4, 6, 8], 'Voodoo2': [1998, 8, 12], 'Voodoo Banshee': [1998, 8, 16],
    'Voodoo3 1000': [1999, 8, 16], 'Voodoo3 2000': [1999, 16], 'Voodoo3 3000': [1999, 16], 'Voodoo3 3500': [1999, 16],
    'Voodoo4 4500': [2000, 32], 'Voodoo5 5500': [2000, 64], 'Velocity 100': [1999, 8],
  }, aliases: { 'Voodoo Graphics': 'Voodoo1' } },
  { family: 'Matrox', vendor: 'Matrox', segment: 'workstation', asWords: true, mb: {
    'Matrox Mystique': [1996, 2, 4, 8], 'Matrox Millennium': [1995, 2, 4, 8], 'Matrox Millennium II': [1997, 4, 8, 16],
    'Matrox G100': [1998, 4, 8], 'Matrox G200': [1998, 8, 16, 32], 'Matrox G400': [1999, 16, 32],
    'Matrox G450': [2000, 16, 32, 64], 'Matrox G550': [2001, 32, 64, 128],
    'Matrox Parhelia': [2002, 64, 128, 256], 'Matrox P650': [2003, 64, 128], 'Matrox P690': [2007, 128, 256],
    'Matrox P750': [2003, 64], 'Matrox M9120': [2009, 512], 'Matrox M9125': [2009, 512], 'Matrox M9128': [2010, 1024],
    'Matrox M9138': [2010, 1024], 'Matrox M9140': [2009, 512], 'Matrox M9148': [2010, 1024], 'Matrox M9188': [2011, 2048],
    'Matrox C420': [2014, 2048], 'Matrox C680': [2014, 2048], 'Matrox C900': [2015, 4096],
  } },
  { family: 'S3', vendor: 'S3', segment: 'gaming', asWords: true, mb: {
    'S3 Trio64': [1995, 1, 2], 'S3 ViRGE': [1995, 2, 4], 'S3 ViRGE DX': [1996, 2, 4], 'S3 Savage3D': [1998, 8],
    'S3 Savage4': [1999, 8, 16, 32], 'S3 Savage 2000': [1999, 32, 64], 'S3 Chrome S25': [2005, 128],
    'S3 Chrome S27': [2005, 128, 256], 'S3 Chrome 430 GT': [2008, 256], 'S3 Chrome 440 GTX': [2008, 256],
    'S3 Chrome 540 GTX': [2009, 512],
  } },
  { family: 'SiS', vendor: 'SiS', segment: 'gaming', asWords: true, mb: {
    'SiS 6326': [1997, 4, 8], 'SiS 300': [1999, 16, 32], 'SiS 305': [2000, 16, 32], 'SiS 315': [2001, 32, 64],
    'Xabre 200': [2002, 64], 'Xabre 400': [2002, 64], 'Xabre 600': [2002, 64],
  } },
  { family: 'Volari', vendor: 'XGI', segment: 'gaming', asWords: true, mb: {
    'Volari V3': [2003, 64, 128], 'Volari V5': [2003, 128, 256], 'Volari V8': [2003, 128, 256], 'Volari 8300': [2005, 128],
    'Volari Z7': [2005, 16, 32],
  } },
  { family: 'Kyro', vendor: 'STMicroelectronics', segment: 'gaming', asWords: true, mb: {
    'Kyro': [2000, 32, 64], 'Kyro II': [2001, 32, 64],
  } },
  { family: 'Trident', vendor: 'Trident', segment: 'gaming', asWords: true, mb: {
    'Trident 8900': [1990, 1], 'Trident 9440': [1994, 1, 2], 'Trident 9680': [1995, 1, 2], 'Trident 9750': [1997, 4],
    'Trident Blade 3D': [1999, 8],
  } },
  { family: 'Cirrus Logic', vendor: 'Cirrus Logic', segment: 'gaming', asWords: true, mb: {
    'Cirrus Logic 5422': [1992, 1], 'Cirrus Logic 5428': [1993, 1], 'Cirrus Logic 5434': [1994, 1, 2],
    'Cirrus Logic 5446': [1996, 1, 2], 'Cirrus Logic 5465': [1997, 4],
  } },
  { family: 'Intel', vendor: 'Intel', segment: 'gaming', asWords: true, mb: {
    'Intel i740': [1998, 4, 8], 'Iris Xe DG1': [2021, 4096],
  } },
  { family: 'Moore Threads', vendor: 'Moore Threads', segment: 'gaming', asWords: true, gb: {
    'MTT S10': [2022, 2], 'MTT S30': [2022, 4], 'MTT S50': [2022, 8], 'MTT S60': [2022, 8], 'MTT S70': [2023, 7],
    'MTT S80': [2022, 16], 'MTT S90': [2025, 16], 'MTT S2000': [2022, 32], 'MTT S3000': [2023, 32], 'MTT S4000': [2023, 48],
  } },
];

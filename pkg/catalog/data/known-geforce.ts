/** GeForce cards from before 2012, and later ones for makers of computers only: known by name, without an index. */
import type { KnownFamily } from '../catalog-schema.js';

// prettier-ignore
export const KNOWN_GEFORCE: readonly KnownFamily[] = [
  { family: 'RIVA', vendor: 'NVIDIA', segment: 'gaming', asWords: true, mb: {
    'RIVA 128': [1997, 4], 'RIVA TNT': [1998, 8, 16], 'RIVA TNT2': [1999, 16, 32], 'RIVA TNT2 M64': [1999, 8, 16, 32],
    'RIVA TNT2 Pro': [1999, 16, 32], 'RIVA TNT2 Ultra': [1999, 32], 'Vanta': [1999, 4, 8, 16], 'Vanta LT': [2000, 8, 16],
  } },
  { family: 'GeForce 1-4', vendor: 'NVIDIA', segment: 'gaming', asWords: true, mb: {
    'GeForce 256': [1999, 32, 64], 'GeForce2 GTS': [2000, 32, 64], 'GeForce2 Pro': [2000, 32, 64], 'GeForce2 Ultra': [2000, 64],
    'GeForce2 Ti': [2001, 32, 64], 'GeForce2 MX': [2000, 16, 32, 64], 'GeForce2 MX 100': [2001, 16, 32], 'GeForce2 MX 200': [2001, 32, 64],
    'GeForce2 MX 400': [2001, 32, 64], 'GeForce3': [2001, 64, 128], 'GeForce3 Ti 200': [2001, 64, 128], 'GeForce3 Ti 500': [2001, 64, 128],
    'GeForce4 MX 420': [2002, 64], 'GeForce4 MX 440': [2002, 32, 64, 128], 'GeForce4 MX 440 SE': [2002, 64, 128], 'GeForce4 MX 460': [2002, 64],
    'GeForce4 MX 4000': [2003, 32, 64, 128], 'GeForce4 Ti 4200': [2002, 64, 128], 'GeForce4 Ti 4400': [2002, 128], 'GeForce4 Ti 4600': [2002, 128],
    'GeForce4 Ti 4800': [2003, 128], 'GeForce4 Ti 4800 SE': [2003, 128],
  }, aliases: {
    'TNT2': 'RIVA TNT2', 'TNT2 M64': 'RIVA TNT2 M64', 'TNT2 Pro': 'RIVA TNT2 Pro', 'TNT2 Ultra': 'RIVA TNT2 Ultra', 'TNT 2': 'RIVA TNT2',
    'MX 200': 'GeForce2 MX 200', 'MX 400': 'GeForce2 MX 400', 'MX 420': 'GeForce4 MX 420', 'MX 440': 'GeForce4 MX 440', 'MX 440 SE': 'GeForce4 MX 440 SE', 'MX 440SE': 'GeForce4 MX 440 SE', 'MX 460': 'GeForce4 MX 460', 'MX 4000': 'GeForce4 MX 4000',
    'Ti 200': 'GeForce3 Ti 200', 'Ti 500': 'GeForce3 Ti 500', 'Ti 4200': 'GeForce4 Ti 4200', 'Ti 4400': 'GeForce4 Ti 4400', 'Ti 4600': 'GeForce4 Ti 4600', 'Ti 4800': 'GeForce4 Ti 4800', 'Ti 4800 SE': 'GeForce4 Ti 4800 SE', 'Ti 4800SE': 'GeForce4 Ti 4800 SE',
  } },
  { family: 'GeForce FX', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce PCX 5300': [2004, 128], 'GeForce PCX 5750': [2004, 128], 'GeForce PCX 5900': [2004, 128],
    'GeForce FX 5100': [2003, 64, 128], 'GeForce FX 5200': [2003, 64, 128, 256], 'GeForce FX 5200 Ultra': [2003, 64, 128], 'GeForce FX 5500': [2004, 64, 128, 256],
    'GeForce FX 5600': [2003, 128, 256], 'GeForce FX 5600 XT': [2003, 64, 128, 256], 'GeForce FX 5600 Ultra': [2003, 128, 256], 'GeForce FX 5700': [2003, 128, 256],
    'GeForce FX 5700 LE': [2004, 64, 128, 256], 'GeForce FX 5700 VE': [2004, 128, 256], 'GeForce FX 5700 Ultra': [2003, 128, 256], 'GeForce FX 5800': [2003, 128], 'GeForce FX 5800 Ultra': [2003, 128],
    'GeForce FX 5900': [2003, 128, 256], 'GeForce FX 5900 XT': [2003, 128], 'GeForce FX 5900 Ultra': [2003, 256], 'GeForce FX 5950 Ultra': [2003, 256],
  } },
  { family: 'GeForce 6', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce 6200': [2004, 64, 128, 256, 512], 'GeForce 6200 LE': [2005, 64, 128, 256, 512], 'GeForce 6200 TC': [2005, 16, 32, 64, 128, 256],
    'GeForce 6500': [2005, 128, 256], 'GeForce 6600': [2004, 128, 256, 512], 'GeForce 6600 GT': [2004, 128, 256], 'GeForce 6600 LE': [2005, 128, 256, 512],
    'GeForce 6800': [2004, 128, 256], 'GeForce 6800 GS': [2005, 256, 512], 'GeForce 6800 GT': [2004, 128, 256, 512], 'GeForce 6800 LE': [2004, 128, 256],
    'GeForce 6800 XT': [2005, 128, 256, 512], 'GeForce 6800 Ultra': [2004, 256, 512], 'GeForce 6700 XL': [2005, 128],
  }, aliases: { 'GeForce 6200 TurboCache': 'GeForce 6200 TC', 'GeForce 6200 Turbo Cache': 'GeForce 6200 TC' } },
  { family: 'GeForce 7', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce 7100 GS': [2006, 128, 256, 512], 'GeForce 7200 GS': [2006, 64, 128, 256, 512], 'GeForce 7300 GS': [2006, 128, 256, 512], 'GeForce 7300 GT': [2006, 128, 256, 512],
    'GeForce 7300 LE': [2006, 64, 128, 256, 512], 'GeForce 7300 SE': [2006, 64, 128, 256, 512], 'GeForce 7500 LE': [2006, 256, 512], 'GeForce 7600 GS': [2006, 128, 256, 512],
    'GeForce 7600 GT': [2006, 128, 256, 512], 'GeForce 7600 LE': [2006, 256], 'GeForce 7650 GS': [2007, 256, 512], 'GeForce 7800 GS': [2006, 256, 512],
    'GeForce 7800 GT': [2005, 256], 'GeForce 7800 GTX': [2005, 256, 512], 'GeForce 7900 GS': [2006, 256, 512], 'GeForce 7900 GT': [2006, 256, 512],
    'GeForce 7900 GTO': [2006, 512], 'GeForce 7900 GTX': [2006, 512], 'GeForce 7950 GT': [2006, 256, 512], 'GeForce 7950 GX2': [2006, 1024],
  } },
  { family: 'GeForce 8', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce 8300 GS': [2007, 128, 256, 512], 'GeForce 8400 GS': [2007, 128, 256, 512, 1024], 'GeForce 8400 SE': [2008, 128, 256], 'GeForce 8500 GT': [2007, 256, 512, 1024],
    'GeForce 8600 GS': [2007, 256, 512], 'GeForce 8600 GT': [2007, 256, 512, 1024], 'GeForce 8600 GTS': [2007, 256, 512], 'GeForce 8800 GS': [2008, 384, 768],
    'GeForce 8800 GT': [2007, 256, 512, 1024], 'GeForce 8800 GTS': [2006, 320, 512, 640, 1024], 'GeForce 8800 GTX': [2006, 768], 'GeForce 8800 Ultra': [2007, 768],
  } },
  { family: 'GeForce 9', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce 9300 GE': [2008, 256, 512], 'GeForce 9300 GS': [2008, 256, 512], 'GeForce 9400 GT': [2008, 256, 512, 1024], 'GeForce 9500 GS': [2008, 256, 512, 1024], 'GeForce 9500 GT': [2008, 256, 512, 1024, 2048],
    'GeForce 9600 GS': [2008, 512, 768], 'GeForce 9600 GSO': [2008, 384, 512, 768, 1024, 1536], 'GeForce 9600 GT': [2008, 256, 512, 1024, 2048], 'GeForce 9800 GT': [2008, 512, 1024],
    'GeForce 9800 GTX': [2008, 512, 1024], 'GeForce 9800 GX2': [2008, 1024],
  } },
  { family: 'GeForce 100', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce G100': [2009, 256, 512], 'GT 120': [2009, 512, 1024], 'GT 130': [2009, 512, 768, 1536], 'GT 140': [2009, 512, 1024], 'GTS 150': [2009, 512, 1024],
  } },
  { family: 'GeForce 200', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce 205': [2009, 512, 1024], 'GeForce 210': [2009, 256, 512, 1024, 2048], 'GT 220': [2009, 256, 512, 1024, 2048], 'GT 230': [2009, 512, 1024, 1536], 'GT 240': [2009, 512, 1024, 2048],
    'GTS 240': [2009, 1024], 'GTS 250': [2009, 512, 1024, 2048], 'GTX 260': [2008, 896, 1024, 1792], 'GTX 275': [2009, 896, 1792], 'GTX 280': [2008, 1024], 'GTX 285': [2009, 1024, 2048], 'GTX 295': [2009, 1792],
  }, aliases: { 'GeForce G210': 'GeForce 210' } },
  { family: 'GeForce 300', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce 310': [2009, 512, 1024], 'GeForce 315': [2010, 512, 1024], 'GT 320': [2010, 512, 1024], 'GT 330': [2010, 512, 1024, 1536, 2048], 'GT 340': [2010, 512, 1024],
  } },
  { family: 'GeForce 400', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce 405': [2011, 512, 1024], 'GT 415': [2010, 512, 1536], 'GT 420': [2010, 1024, 2048, 4096], 'GT 430': [2010, 512, 1024, 2048, 4096], 'GT 440': [2011, 512, 1024, 1536, 2048, 3072, 4096], 'GTS 450': [2010, 512, 1024, 1536, 2048, 3072, 4096],
    'GTX 460': [2010, 768, 1024, 2048], 'GTX 460 SE': [2010, 1024], 'GTX 460 v2': [2011, 1024], 'GTX 465': [2010, 1024], 'GTX 470': [2010, 1280, 2560], 'GTX 480': [2010, 1536],
  } },
  { family: 'GeForce 500', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce 510': [2011, 512, 1024, 2048], 'GT 520': [2011, 512, 1024, 2048, 4096], 'GT 530': [2011, 1024, 2048], 'GT 545': [2011, 1024, 1536, 3072], 'GTX 545': [2011, 1024, 1536, 3072], 'GTX 550 Ti': [2011, 1024, 1536, 2048, 3072, 4096],
    'GTX 555': [2011, 1024], 'GTX 560': [2011, 1024, 2048], 'GTX 560 SE': [2012, 1024], 'GTX 560 Ti': [2011, 1024, 1280, 2048, 2560], 'GTX 570': [2010, 1280, 2560], 'GTX 580': [2010, 1536, 3072], 'GTX 590': [2011, 3072],
  } },
  { family: 'GeForce 600 OEM', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GeForce 605': [2012, 512, 1024], 'GeForce 615': [2012, 1024, 2048], 'GT 620': [2012, 512, 1024, 2048], 'GT 625': [2013, 1024], 'GT 635': [2013, 1024, 2048], 'GT 645': [2012, 1024], 'GTX 645': [2013, 1024],
    'GTX 660 SE': [2013, 2048],
  } },
  { family: 'GeForce 700 OEM', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GT 705': [2014, 1024, 2048], 
  } },
  { family: 'GeForce 900 OEM', vendor: 'NVIDIA', segment: 'gaming', mb: {
    'GTX 950 SE': [2016, 2048], 
  } },
];

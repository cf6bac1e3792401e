/** Names that are the same in every language: makes of laptops and computers, other goods, technical words in Latin letters. */
import type { LanguagePack } from './entry.js';

export const NAMES: LanguagePack = {
  language: 'names',
  script: 'any',
  common: '',
  words: {
    card: `gpu, gpus, vga, graphics | Mining rig 12 GPU`,
    port: `hdmi, displayport, dvi, dp, display port | HDMI кабел 2м`,
    laptop: `
      laptop*, notebook*, macbook*, chromebook*, thinkpad*, thinpad, ideapad*, probook*, elitebook*, zbook, zenbook*, vivobook*, latitude, ultrabook*, omnibook, matebook*, mxm, zephyrus, victus, loq, inspiron | RTX 3060 Laptop
      xps, surface laptop, surface pro, surface book, katana, pulse gl*, helios, nitro 5, nitro v, nitro an, legion 5, legion 5i, legion 7, legion 7i, legion 9, legion y*, legion slim, legion pro, triton | Lenovo Legion 5 Pro 3070
      predator triton, swift x, aspire 3, aspire 5, aspire 7, strix g14, strix g15, strix g16, strix g17, strix g18, strix g5*, strix g7*, rog g14, rog g15, rog flow, rog scar, strix scar, tuf a15, tuf f15 | Asus TUF A15 RTX 4050
      tuf a16, tuf f16, tuf a17, tuf f17, tuf a18, tuf dash, omen 14, omen 15, omen 16, omen 17, aorus 15, aorus 17, aorus 5, aorus 7, aero 14, aero 15, aero 16, aero 17, gigabyte g5, gigabyte g6, gigabyte g7 | HP Omen 17 лаптоп RTX 4080
      dell g3, dell g5, dell g7, dell g15, dell g16, alienware m*, alienware x1*, cyborg 15, crosshair, sword 15, sword 16, thin 15, thin gf, gf63, gf65, gf75, gl62, gl63, gl65, gl75, ge62, ge66, ge75, ge76 | MSI Cyborg 15 RTX 4060
      gp62, gp66, gp76, gs65, gs66, gs76, bravo 15, bravo 17, alpha 15, alpha 17, pulse 15, pulse 17, raider ge*, stealth 14, stealth 15, stealth 16, stealth 17, stealth gs*, vector gp, erazer crawler | gp62
      erazer deputy, erazer defender, xmg, pavilion 15, pavilion 16, pavilion 17, pavilion gaming 15, blade 14, blade 15, yoga, xg mobile, precision 7530, precision 7540, precision 7550, precision 7560 | Razer Blade 15 RTX 2070
      precision 7670, precision m*, scar 15, scar 16, scar 17, scar 18 | precision 7670
    `,
    computer: `
      pc, gamingpc, pcgaming, gamepc, minipc, mini pc, desktop pc, gaming rig, gaming setup, gaming desktop, optiplex, thinkcentre*, thinkstation, prodesk, elitedesk, esprimo, imac, mac mini, mac pro | PC RTX 3070
      mac studio, ideacentre, geekom, beelink, minisforum, nuc, omen 25l, omen 30l, omen 40l, omen 45l, legion t5, legion t7, legion tower, predator orion, alienware aurora, aurora r*, celsius, dell precision | HP Omen 30L RTX 3080
      precision t*, poweredge, proliant, compaq, pavilion, veriton, vostro, nitro 50, nitro n50, z420, z440, z600, z620, z640, z800, z820, z840, msi trident, mpg trident, meg trident, corsair one | HP Pavilion Gaming GTX 1650
      rog strix ga15, rog strix ga35, rog strix gt15, rog strix gt35, rog strix gl10, rog strix g10, msi infinite, aegis, nightblade, hp envy tower, barebone | rog strix ga15
    `,
    cpu: `ryzen, ryzer, threadripper, xeon, celeron, pentium, athlon, phenom, cpu, cpus, epyc, core ultra, core 2, core duo, core i | Pentium P4`,
    ram: `ram, sodimm, so dimm, dimm | RAM 16GB 3200MHz`,
    storage: `ssd, hdd, nvme, sshd, m2 ssd, harddisk*, hard disk, hard drive | SSD 480GB`,
    mainboard: `motherboard*, mainboard*, mobo | Comes as a bundle with a motherboard and a CPU, will not split.`,
    psu: `psu, pfc, 80plus, 80 plus, power supply, atx 3 | Needs a 650W power supply.`,
    screen: `monitor*, smart tv, televizor* | Samsung 24" 1080p monitor`,
    system: `windows, win10, win11, win7, linux, ubuntu | Apare eroarea 43 în Windows.`,
    program: `furmark, heaven, 3dmark, gpu z, gpuz, timespy, time spy, occt, kombustor, cyberpunk, superposition, cinebench, unigine, mats, userbenchmark, port royal, firestrike, fire strike, driver, drivers | GPU-Z marks it as fake.`,
    goods: `
      playstation*, ps4, ps5, xbox, steam deck, iphone*, samsung galaxy, headset, lexus, mazda, suzuki, kawasaki, honda, yamaha, bmw, mercedes, volvo, shimano, canon, logitech, router, switch, toner, dji | DJI Mavic
      capture card, tv tuner, sound card, network card, raid | capture card
    `,
    part: `
      waterblock*, water block*, backplate*, back plate*, riser*, raiser*, anti sag, nvlink, sli bridge, sli hb, hb bridge, shroud, gpu chip, bios chip, dummy plug, heatsink*, bykski, ekwb block, ekwb, ek quantum | 2x RTX 3090 NVLink
      kraken g12, barrow, pcb for, pcb board for, eisblock, eisbaer, quantum vector, gpx n, heatkiller, kryographics, aquacomputer, hydro x, granzon, freezemod, bitspower | Alphacool Eisblock GPX-N 3090
    `,
    asic: `antminer*, atnminer*, antmaner, bitmain, whatsminer, innosilicon, baikal, goldshell, avalon, asic*, hashboard | Antminer L3+`,
    rig: `mining rig*, cashbox, bitgear, minerrig | Mining rig 12 GPU`,
    idiom: `
      jar computers, pc store, laptop bg, laptop.bg, pc express, технополис, plasico computers, vario computers, computers bg, most computers, pic computers, red dead, dead space, dead island | jar computers
      dead by daylight, left 4 dead, dying light, broken sword, crash bandicoot, need for speed, call of duty, death stranding, days gone, fortnite, half life | dead by daylight
    `,
    enclosure: `egpu, gaming box, razer core, thunderbolt dock, external gpu, aorus gaming box | Док станция за външна видеокарта eGPU`,
    artifacts: `bsod | Дава BSOD през пет минути.`,
    salvage: `bga | bga`,
    delivery: `viber | viber`,
  },
};

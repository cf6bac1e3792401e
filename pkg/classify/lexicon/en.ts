/** English. */
import type { LanguagePack } from './entry.js';

export const EN: LanguagePack = {
  language: 'en',
  script: 'latin',
  common:
    'the a an and or of to in on at for with from by is are was were be been it its this that these those i you ' +
    'he she we they my your his her our their not no do does did have has had will would can could should very so ' +
    'just than then there here when while because about into over under all any some more most',
  words: {
    card: `graphics card*, graphic card*, video card*, videocard*, graphics, card, cards, gpu, gpus | Mining rig 12 GPU`,
    core: `chip, core, die, vram, memory chip*, memory, board, pcb, vrm, mosfet*, memory module, gpu core, power stage | Intel Core i5-6600`,
    fan: `fan, fans, bearing*, pump, blower fan | RTX 3070 Palit, 3 fan, 8gb`,
    cooling: `cooler, cooling, heatsink*, radiator, aio | Selling the cooler only, the card died.`,
    port: `port, ports, output port*, hdmi port*, dp port*, connector*, outputs | All ports tested.`,
    plate: `backplate*, shroud, bracket screw*, screw, screws, plastic*, casing, io shield, i o bracket | RTX 3090 backplate`,
    light: `led, leds, rgb, argb, lighting, lights, light strip, logo | led`,
    seal: `warranty seal*, seal, seals, sticker*, label, plastic film | warranty seal`,
    box: `box, original box, packaging | Empty box RTX 4080`,
    part: `
      waterblock*, water block*, thermal pad*, thermal paste, pads, paste, cable*, adapter*, adaptor*, riser*, splitter*, holder, bracket, stand, support bracket, anti sag, bridge, docking, enclosure | GPU support bracket
      replacement fan*, fans for, cooler for, box for | Cooler for GTX 1080 Ti
    `,
    computer: `
      computer*, prebuilt, desktop computer, desktop tower, workstation, server, setup, gaming machine, full system, whole system, whole pc, tower, gaming system, full build, my build, whole build | Gaming computer i7 RTX 3080
      complete system, entire system, complete pc, gaming computer | Gaming computer i7 RTX 3080
      all in one | It is an all in one.
    `,
    laptop: `gaming laptop, laptop | RTX 3060 Laptop`,
    laptopPart: `battery, touchpad, trackpad, charger, laptop screen, inch screen, inch display, battery life, keyboard, webcam, thin and light | The laptop has a 144Hz screen and a new battery.`,
    cpu: `processor* | i5-12600K processor`,
    ram: `memory kit, sticks of ram | memory kit`,
    mainboard: `motherboard*, bundle kit | Comes as a bundle with a motherboard and a CPU, will not split.`,
    psu: `power supply, power supplies | Needs a 650W power supply.`,
    pcCase: `pc case, computer case, tempered glass case | pc case`,
    screen: `monitor*, screen, tv | Samsung 24" 1080p monitor`,
    program: `game, games, driver, drivers, stress test*, benchmark*, test, tests, benchmarks, bios, vbios | Windows throws code 43 as soon as the driver loads.`,
    goods: `keyboard, mouse, headphones, controller, console, phone, tablet, speakers, camera | keyboard`,
    rig: `farm, rig, rigs, mining farm, mining machine, sett for mining | Rig 6x3070`,
    asic: `miner, miners | miner`,
    ad: `ad, listing, advert | NE63060T19K9-190AD`,
    broken: `
      broken, dead, faulty, defective*, damaged, cracked, burnt, burned, burnt out, fried, died, stopped working, quit working, gave up, water damage*, bricked, shorted, doa, dead on arrival, kaput | It died last week.
      not functional, non functional, nonfunctional, malfunction*, toast, blew up, snapped, melted, gone bad, bit the dust | not functional
    `,
    fault: `defect, defects, fault, faults, short circuit, bsod | defect`,
    trouble: `problem, problems, issue, issues, error, errors, complaint*, glitch, glitches, failure* | GTX 1080 8GB - no artifacts, no issues`,
    artifacts: `
      artifact*, artefact*, artifacting, black screen*, blue screen*, green screen*, horizontal line*, vertical line*, colored line*, coloured line*, lines on screen, flickering, space invaders, checkerboard | GTX 1080 broken fan, artifacts
      weird colors, weird colours, error 43, code 43, stays black, goes black, turns black, screen stays dark, no post | Fans spin but the screen stays black.
    `,
    unstable: `crash, crashes, crashing, freezes, freezing, freeze, restarts, reboots, shuts down, shut down, shuts off, turns off, overheat*, throttles, flickers, unstable, hangs, loses signal, cuts out, drops signal | Crashes after ten minutes of gaming.`,
    works: `work, works, working, worked, function, functions, functioning, functional | RX 5700 XT not working`,
    detects: `detected, detect, detects, recognized, recognised, recognize, seen, shows up | detected`,
    spins: `spin, spins, spinning, rattles, rattle, rattling | Fans spin but the screen stays black.`,
    shows: `show, shows, display, displays, give, gives, output, outputs, produce, produces, get, gets, put out | GTX 1080 does not display`,
    picture: `picture, image, signal, video out*, display output, output, display, video signal, video | GTX 1080 does not display`,
    salvage: `
      for parts, for spares, parts only, as is for parts, for repair, for repairs, needs repair, need repair, needs repairs, spares or repair*, spares repair*, parts or repair*, needs fixing, needs a fix | RX 6800 dead, for parts
      needs a new chip, needs reball*, needs a reball, repair shop*, for a technician, donor, for salvage, scrap, as is, project card, fixer upper, for someone to fix, someone who can fix, if you can fix | needs a new chip
    `,
    missing: `missing, lacks, removed | missing`,
    sold: `
      sold, gone, no longer available, not available, unavailable, has been sold, already sold, found a buyer, has a buyer, taken, off the market, withdrawn, ad expired, no longer for sale, found a new home | RTX 2070 SOLD
      already gone | already gone
    `,
    reserved: `reserved, on hold, pending pickup, sale pending, pending sale, deposit taken, deposit paid, held for, spoken for, hold for | On hold for a buyer.`,
    rent: `for rent, to rent, rent, rental, lease, for hire, per hour, per day, renting out | for rent`,
    exchange: `trade, trades, swap, swap for, exchange, part exchange, trading, swapping, trade for | No trades please.`,
    wanted: `wanted, looking for, in search of, iso | Looking for RTX 3060 12GB`,
    buys: `wtb, want to buy, looking to buy, buying, i buy, we buy, will buy, buy your, anyone selling, cash for your | WTB RTX 3080`,
    sale: `selling, for sale, sell, i sell, up for sale, offering, i am selling, im selling | Selling because I upgraded to a 4070.`,
    service: `repair service*, we repair, i repair, card repair*, gpu repair*, reball service*, repasting service*, we fix, i fix, cleaning service*, maintenance service*, data recovery, mail in repair*, card repairs | Repair service for GPUs`,
    serviceOf: `repair of, repair, repairs, servicing, cleaning | Faulty RTX 2080 Ti for spares or repair`,
    fake: `fake, counterfeit, replica, clone, not genuine, not original, not authentic, flashed as, flashed to show, modified bios, fake bios, edited bios, spoofed, knockoff, marks it as fake, flagged as fake | Fake RTX 3060 12GB`,
    passesAs: `reports as, shows up as a, identifies as, actually a, shows as, detected as, in reality, really a, is actually | reports as`,
    repaired: `refurbished, refurbish*, repaired, reballed, reball, rework, fixed, replaced chip, after repair | refurbished`,
    mining: `mining, mined, mine, crypto, ethereum | Mining rig 12 GPU`,
    fresh: `new, brand new, sealed, unused, unopened | PNY 4080 SUPER Verto OC 16GB brand new sealed`,
    likeFresh: `like, as, almost, nearly, practically | Sold as faulty, for spares or repair only.`,
    boxed: `with box, in box, original box, boxed, full box, complete in box, in original box, in the original box, with original box, comes with box | Intel Arc A770 16GB like new in box`,
    modded: `modded, modified, vram mod, bios mod, shunt mod, mod bios, flashed, deshroud, undervolted | modded`,
    tested: `tested, tried, benchmarked, stress tested | All ports tested.`,
    parting: `parting out, part out, sold separately, separately, selling separately, parted out, other ads, other listings, separate ad, separate listing, dismantled, took apart, split, splitting, will not split | Comes as a bundle with a motherboard and a CPU, will not split.`,
    included: `included, includes, comes with, bundle, bundled, together with, as a bundle, as a set, thrown in, including, bundled with, goes with, part of | RTX 3080 10GB, great condition, comes with original box`,
    negation: `not, never, don, doesn, didn, isn, wasn, won, aren, hasn, haven, cannot, can, cant, dont, doesnt, didnt, isnt, wont, neither, nor, no longer, stopped, fails to, refuses to, unable to, failed to | RX 5700 XT not working`,
    without: `no, without, none, zero, free of, non, w o, free from, lacks any | No trades please.`,
    condition: `
      if, in case, in the event, whether, unless, should it, until, in case it | Reserved until Friday.
      once, as soon as | I'll take it down once it's gone.
    `,
    but: `but, however, although, though, otherwise, yet | It powers on but there is no display.`,
    because: `because, since, due to, reason, as i | Selling because I upgraded to a 4070.`,
    and: `and, or | Just the fans and the shroud.`,
    which: `which, that, who | which`,
    except: `except, apart from, other than, besides | except`,
    purpose: `for, to, towards | On hold for a buyer.`,
    origin: `from, pulled from, out of, taken from, after, came from, of | RTX 3070 pulled from my PC`,
    place: `in, on, inside, at, into, under | Never mined on, never opened.`,
    with: `with, and, plus, incl, alongside, w | RTX 3070 220W 8GB`,
    only: `only, empty, just, exclusively, purely | Empty box RTX 4080`,
    also: `also, additionally, as well, other, i also have, too | also`,
    mine: `my, our, his, her | HIS H785F2G2M`,
    old: `old, previous, former | Old graphics card AGP`,
    was: `was, were, used, ran, had, been, before, bought, purchased, ran in, lived in, sat in, pulled, upgraded, moved, i had | It has been repasted.`,
    is: `is, are, am | This is just the backplate.`,
    has: `has, have, there is, there are, got | It has been repasted.`,
    whole: `whole, entire, complete, full, everything, all | All ports tested.`,
    joint: `
      for both, for all, job lot, for everything, for the lot, for the pair, for the set, combined, price for both, price is for both, price for everything, for one price, one price, at one price | Price is for both cards.
      sold as a pair | sold as a pair
    `,
    each: `each, per card, per piece, per unit, apiece, a piece, price each | each`,
    similar: `
      equals, equal to, equivalent, like, similar, better than, faster than, same as, vs, versus, performance of, level, near, comparable to, close to, upgraded to, upgrade to, upgrading to, moved to | RX 6600 XT vs RTX 3060
      switched to | switched to
    `,
    requires: `requires, require, needs a, need a, needs at least, recommended, minimum, at least, compatible, fits, suitable, supports, need | Needs a 650W power supply.`,
    warranty: `warranty, warr, guarantee, month, months, year, years, days | I kept it in its box for a year.`,
    pieces: `pcs, pieces, psc, cards, gpus, units | Repair service for GPUs`,
    numeral: `two, three, four, five, six, pair | Bundle of two RX 580`,
    many: `lot, lots of, lot of, bundle of, bulk, wholesale, several, various, multiple | Lot of 4 GTX 1070`,
    me: `i, i bought, i have, i got, i use, i upgraded, i need, i want | i5 6600K`,
    future: `will, would, may, might, to be, could | If it does not work for you, I will take it back.`,
    already: `already, just, now | This is just the backplate.`,
    well: `well, very, perfectly, fully, great, excellent | Selling my RTX 3070 FE, works perfectly`,
    cosmetic: `
      cosmetic*, scratch*, minor, small, dust*, light wear, slight*, scuff*, tiny | Light scratches on the backplate.
      only thing, only flaw, only issue | Only flaw is a scratch.
    `,
    coil: `coil, coils, capacitor*, coil whine | coil`,
    idiom: `no problem to, for no reason, not only, no returns, no return, new owner, new home, new pc, new card, new build, new rig, upgraded to a new, pc store | no problem to`,
    starts: `boot, boots, start, starts, post, posts, turn on, turns on, power on, powers on, powers up, booting, starting, posting, power up | RTX 3080 won't boot, artifacts`,
    bought: `bought, taken | bought`,
    price: `price, eur, euro, usd, asking | price`,
    them: `them, those, these | them`,
    both: `both, altogether, total | both`,
    none: `none of, not one, neither | none of`,
    since: `since then, ever since, not happened since, never again | since then`,
    papers: `receipt, invoice, manual, bag, papers | receipt`,
    this: `this, it is | This is just the backplate.`,
    suchOne: `such a card, one like this, one of these, same card | I am looking to buy one of these.`,
    gives: `giving, i give | giving`,
    stays: `stays with me, stays, keeping, not included, i keep | stays with me`,
    others: `people, some people, others, many people | people`,
    available: `
      available, still available, back on sale | available
      free again, available again, back up, pulled out, backed out, fell through, changed his mind | It's free again.
    `,
    delivery: `shipping, pickup, collection, can ship, postage, meet up | shipping`,
    good: `perfect, perfectly, flawless*, excellent, great condition, like new, mint, good condition, quiet, cool | Intel Arc A770 16GB like new in box`,
    left: `shipped to, sent to the buyer | shipped to`,
    nothing: `nothing, anything | nothing`,
    frame: `mining frame, open frame, frame with | mining frame`,
    another: `
      the other one, one of them, the old one, my old one, my previous one | the other one
      his, her, their, old one, last one, dead one, previous one | The dead one is gone.
    `,
    misc: `friend, brother, son, daughter, kid, kids, wife, boss, colleague, photo, photos, shop, office, house, room, closet, car, buyer, seller, owner, cousin | On hold for a buyer.`,
    connector: `pcie connector, pcie fingers, gold fingers, power connector, power plug | The power connector is burnt.`,
    loses: `loses, lost, drops, disappears, dies, cuts | The picture disappears.`,
    dark: `black, dark, blank, blue, green, pink, garbled, scrambled, distorted | The screen goes blank.`,
    life: `sign of life, signs of life, life | No signs of life.`,
    sometimes: `sometimes, occasionally, every other time, not always, now and then, rarely, barely | It boots every other time.`,
    blamed: `turned out, was the culprit, was to blame, caused by, was the cause | It turned out to be the cable.`,
    skill: `technician, soldering, solder, skills, tinkerer*, repairman, microscope, know how to fix | For a technician with a soldering iron.`,
    builtIn: `soldered, integrated, built in | Soldered to the laptop's board.`,
    thought: `thought, feared, assumed, suspected | I thought it had died.`,
    innocent: `was fine, not the card, nothing wrong with the card, survived, move along, look elsewhere | Not the card's fault, it survived.`,
  },
};

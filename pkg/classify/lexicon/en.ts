/** English. */
import type { LanguagePack } from './entry.js';

export const EN: LanguagePack = {
  language: 'en',
  script: 'latin',
  words: {
    card: `
      graphics card*, graphic card*, video card*, videocard*, graphics, card, cards, gpu, gpus
    `,
    core: `chip, core, die, vram, memory chip*, memory, board, pcb, vrm, mosfet*, pcie connector, pcie fingers, gold fingers, memory module, gpu core, power stage`,
    fan: `
      fan, fans, bearing*, pump, blower fan
    `,
    cooling: `
      cooler, cooling, heatsink*, radiator, aio
    `,
    port: `
      port, ports, output port*, hdmi port*, dp port*, connector*, outputs
    `,
    plate: `
      backplate*, shroud, bracket screw*, screw, screws, plastic*, casing, io shield, i o bracket
    `,
    light: `
      led, leds, rgb, argb, lighting, lights, light strip, logo
    `,
    seal: `
      warranty seal*, seal, seals, sticker*, label, plastic film
    `,
    box: `box, original box, packaging`,
    part: `
      waterblock*, water block*, thermal pad*, thermal paste, pads, paste, cable*, adapter*, adaptor*, riser*, splitter*, holder, bracket, stand, support bracket, anti sag, bridge, docking, enclosure, replacement fan*, fans for, cooler for, box for
    `,
    computer: `computer*, prebuilt, desktop computer, desktop tower, workstation, server, setup, gaming machine, full system, whole system, whole pc, tower, gaming system, full build, my build, whole build, complete system, entire system, complete pc, gaming computer`,
    laptop: `
      gaming laptop, laptop
    `,
    laptopPart: `battery, touchpad, trackpad, charger, laptop screen, inch screen, inch display, battery life, keyboard, webcam, thin and light`,
    cpu: `
      processor*
    `,
    ram: `
      memory kit, sticks of ram
    `,
    mainboard: `
      motherboard*, bundle kit
    `,
    psu: `
      power supply, power supplies
    `,
    pcCase: `
      pc case, computer case, tempered glass case
    `,
    screen: `
      monitor*, screen, tv
    `,
    program: `game, games, driver, drivers, stress test*, benchmark*, test, tests, benchmarks, bios, vbios`,
    goods: `
      keyboard, mouse, headphones, controller, console, phone, tablet, speakers, camera
    `,
    rig: `
      farm, rig, rigs, mining farm, mining machine, sett for mining
    `,
    asic: `
      miner, miners
    `,
    ad: `
      ad, listing, advert
    `,
    broken: `
      broken, dead, faulty, defective*, damaged, cracked, burnt, burned, burnt out, fried, died, stopped working, quit working, gave up, water damage*, bricked, shorted, doa, dead on arrival, kaput, not functional, non functional, nonfunctional, malfunction*, toast, blew up, snapped, melted, gone bad, bit the dust
    `,
    fault: `defect, defects, fault, faults, short circuit, bsod`,
    trouble: `problem, problems, issue, issues, error, errors, complaint*, glitch, glitches, failure*`,
    artifacts: `artifact*, artefact*, artifacting, black screen*, blue screen*, green screen*, horizontal line*, vertical line*, colored line*, coloured line*, lines on screen, flickering, space invaders, checkerboard, weird colors, weird colours, error 43, code 43, stays black, goes black, turns black, screen stays dark, no post`,
    unstable: `
      crash, crashes, crashing, freezes, freezing, freeze, restarts, reboots, shuts down, shut down, shuts off, turns off, overheat*, throttles, flickers, unstable, hangs, loses signal, cuts out, drops signal
    `,
    works: `work, works, working, worked, function, functions, functioning, functional`,
    detects: `detected, detect, detects, recognized, recognised, recognize, seen, shows up`,
    spins: `
      spin, spins, spinning, rattles, rattle, rattling
    `,
    shows: `
      show, shows, display, displays, give, gives, output, outputs, produce, produces, get, gets, put out
    `,
    picture: `picture, image, signal, video out*, display output, output, display, video signal, video`,
    salvage: `
      for parts, for spares, parts only, as is for parts, for repair, for repairs, needs repair, need repair, needs repairs, spares or repair*, spares repair*, parts or repair*, needs fixing, needs a fix, needs a new chip, needs reball*, needs a reball, repair shop*, for a technician, donor, for salvage, scrap, as is, project card, fixer upper, for someone to fix, someone who can fix, if you can fix
    `,
    missing: `
      missing, lacks, removed
    `,
    sold: `sold, gone, no longer available, not available, unavailable, has been sold, already sold, found a buyer, has a buyer, taken, off the market, withdrawn, ad expired, no longer for sale, found a new home, already gone`,
    reserved: `
      reserved, on hold, pending pickup, sale pending, pending sale, deposit taken, deposit paid, held for, spoken for, hold for
    `,
    rent: `
      for rent, to rent, rent, rental, lease, for hire, per hour, per day, renting out
    `,
    exchange: `
      trade, trades, swap, swap for, exchange, part exchange, trading, swapping, trade for
    `,
    wanted: `wanted, looking for, in search of, iso`,
    buys: `wtb, want to buy, looking to buy, buying, i buy, we buy, will buy, buy your, anyone selling, cash for your`,
    sale: `
      selling, for sale, sell, i sell, up for sale, offering, i am selling, im selling
    `,
    service: `repair service*, we repair, i repair, card repair*, gpu repair*, reball service*, repasting service*, we fix, i fix, cleaning service*, maintenance service*, data recovery, mail in repair*, card repairs`,
    serviceOf: `repair of, repair, repairs, servicing, cleaning`,
    fake: `fake, counterfeit, replica, clone, not genuine, not original, not authentic, flashed as, flashed to show, modified bios, fake bios, edited bios, spoofed, knockoff, marks it as fake, flagged as fake`,
    passesAs: `reports as, shows up as a, identifies as, actually a, shows as, detected as, in reality, really a, is actually`,
    repaired: `
      refurbished, refurbish*, repaired, reballed, reball, rework, fixed, replaced chip, after repair
    `,
    mining: `
      mining, mined, mine, crypto, ethereum
    `,
    fresh: `
      new, brand new, sealed, unused, unopened
    `,
    likeFresh: `
      like, as, almost, nearly, practically
    `,
    boxed: `
      with box, in box, original box, boxed, full box, complete in box, in original box, in the original box, with original box, comes with box
    `,
    modded: `
      modded, modified, vram mod, bios mod, shunt mod, mod bios, flashed, deshroud, undervolted
    `,
    tested: `
      tested, tried, benchmarked, stress tested
    `,
    parting: `
      parting out, part out, sold separately, separately, selling separately, parted out, other ads, other listings, separate ad, separate listing, dismantled, took apart, split, splitting, will not split
    `,
    included: `included, includes, comes with, bundle, bundled, together with, as a bundle, as a set, thrown in, including, bundled with, goes with, part of`,
    negation: `
      not, never, don, doesn, didn, isn, wasn, won, aren, hasn, haven, cannot, can, cant, dont, doesnt, didnt, isnt, wont, neither, nor, no longer, stopped, fails to, refuses to, unable to, failed to
    `,
    without: `no, without, none, zero, free of, non, w o, free from, lacks any`,
    condition: `if, in case, in the event, whether, unless, should it, until, in case it`,
    but: `
      but, however, although, though, otherwise, yet
    `,
    because: `
      because, since, due to, reason, as i
    `,
    and: `
      and, or
    `,
    which: `
      which, that, who
    `,
    except: `
      except, apart from, other than, besides
    `,
    purpose: `
      for, to, towards
    `,
    origin: `
      from, pulled from, out of, taken from, after, came from, of
    `,
    place: `
      in, on, inside, at, into, under
    `,
    with: `
      with, and, plus, incl, alongside, w
    `,
    only: `only, empty, just, exclusively, purely`,
    also: `
      also, additionally, as well, other, i also have, too
    `,
    mine: `
      my, our, his, her
    `,
    old: `
      old, previous, former
    `,
    was: `was, were, used, ran, had, been, before, bought, purchased, ran in, lived in, sat in, pulled, upgraded, moved, i had`,
    is: `
      is, are, am
    `,
    has: `
      has, have, there is, there are, got
    `,
    whole: `
      whole, entire, complete, full, everything, all
    `,
    joint: `for both, for all, job lot, for everything, for the lot, for the pair, for the set, combined, price for both, price is for both, price for everything, for one price, one price, at one price, sold as a pair`,
    each: `
      each, per card, per piece, per unit, apiece, a piece, price each
    `,
    similar: `
      equals, equal to, equivalent, like, similar, better than, faster than, same as, vs, versus, performance of, level, near, comparable to, close to, upgraded to, upgrade to, upgrading to, moved to, switched to
    `,
    requires: `
      requires, require, needs a, need a, needs at least, recommended, minimum, at least, compatible, fits, suitable, supports, need
    `,
    warranty: `
      warranty, warr, guarantee, month, months, year, years, days
    `,
    pieces: `
      pcs, pieces, psc, cards, gpus, units
    `,
    numeral: `
      two, three, four, five, six, pair
    `,
    many: `
      lot, lots of, lot of, bundle of, bulk, wholesale, several, various, multiple
    `,
    me: `
      i, i bought, i have, i got, i use, i upgraded, i need, i want
    `,
    future: `
      will, would, may, might, to be, could
    `,
    already: `
      already, just, now
    `,
    well: `
      well, very, perfectly, fully, great, excellent
    `,
    cosmetic: `
      cosmetic*, scratch*, minor, small, dust*, light wear, slight*, scuff*, tiny
    `,
    coil: `coil, coils, capacitor*, coil whine`,
    idiom: `no problem to, for no reason, not only, no returns, no return, new owner, new home, new pc, new card, new build, new rig, upgraded to a new, pc store`,
    starts: `boot, boots, start, starts, post, posts, turn on, turns on, power on, powers on, powers up, booting, starting, posting, power up`,
    bought: `bought, taken`,
    price: `price, eur, euro, usd, asking`,
    them: `them, those, these`,
    both: `both, altogether, total`,
    none: `none of, not one, neither`,
    since: `since then, ever since, not happened since, never again`,
    papers: `receipt, invoice, manual, bag, papers`,
    this: `this, it is`,
    suchOne: `such a card, one like this, one of these, same card`,
    gives: `giving, i give`,
    stays: `stays with me, stays, keeping, not included, i keep`,
    others: `people, some people, others, many people`,
    available: `available, still available, back on sale`,
    delivery: `shipping, pickup, collection, can ship, postage, meet up`,
    good: `perfect, perfectly, flawless*, excellent, great condition, like new, mint, good condition, quiet, cool`,
    left: `shipped to, sent to the buyer`,
    nothing: `nothing, anything`,
    frame: `mining frame, open frame, frame with`,
    another: `the other one, one of them, the old one, my old one, my previous one`,
    misc: `friend, brother, son, daughter, kid, kids, wife, boss, colleague, photo, photos, shop, office, house, room, closet, car, buyer, seller, owner, cousin`,
  },
};

/**
 * The words that tell what an ad is about, by class. One place to add a word: patterns are separated by commas; a trailing
 * `*` stands for any ending; several words match in sequence. Accents, case and homoglyphs are folded on both sides, so
 * "Кутия" with a Latin y, "dobozában" and "pudełko" need no entry of their own beside "кутия", "dobozaban", "pudelko".
 */
export const LEXICON = {
  /** A graphics card, as a noun. */
  card:
    'видеокарт*, видео карт*, видиокарт*, видио карт*, видеокард*, видеоускорител*, видюх*, видях*, відеокарт*, відео карт*, ' +
    'графичн* карт*, графична, графический ускоритель, графічн* карт*, графік* карт*, видекарт*, видекарт*, ' +
    'videokart*, video kart*, video card*, videocard*, graphics card*, graphic card*, graphics, gpu, gpus, vga, ' +
    'karta graficzn*, karty graficzn*, karte graficzn*, kart graficzn*, grafika, ' +
    'placa video, placi video, plăci video, placa grafica, placi grafice, ' +
    'grafikkarte*, grafikkort, skjermkort*, videokartya*, video kartya*, vga kartya*, videokartyam*, tarjeta grafica, carte graphique, scheda video, placa de video',
  /** A whole computer. */
  computer:
    'компютър, компютъра, компютърът, компютри, компютар, компютърче, компютърна конфигурация, конфигурация*, конфигурации, настолен, ' +
    'пк, ps конфигурация, геймърска машина, гейминг машина, игрова машина, геймърска система, работна станция, сървър, сетъп, ' +
    'компьютер*, компютер*, комп, системник*, системный блок, системний блок, системен блок, системные блоки, пека, моноблок*, ' +
    'pc, computer*, komputer*, kompiutar*, kompjutar*, kompyutar*, konfiguracia*, gaming setup, gaming desktop, gaming rig, desktop computer, desktop tower, prebuilt, setup, gamingpc, pcgaming, gamepc, desktop pc, minipc, mini pc, workstation, barebone, ' +
    'calculator*, sistem pc, sistem gaming, unitate centrala, unitate, unitatea, datamaskin*, stasjonaer*, gamingmaskin*, gaming maskin, spillemaskin*, ' +
    'szamitogep*, gamer gep, komplett gep, alapgep*, zestaw komputerowy, stacja robocza, jednostka centralna, ' +
    'optiplex, thinkcentre*, thinkstation, prodesk, elitedesk, esprimo, imac, mac mini, mac pro, ideacentre, geekom, beelink, minisforum, nuc, omen 25l, omen 30l, legion t5, legion tower, predator orion, alienware aurora, celsius, dell precision, poweredge, proliant, compaq, pavilion, veriton, vostro, nitro 50, nitro n50, z420, z440, z600, z620, z640, z800, z820, z840',
  laptop:
    'лаптоп*, ноутбук*, ноут, ноута,  нотбук*, преносим компютър, преносими компютри, ' +
    'laptop*, notebook*, macbook*, chromebook*, thinkpad*, thinpad, ideapad*, probook*, elitebook*, zbook, zenbook*, vivobook*, latitude, ' +
    'zephyrus, victus, loq, inspiron, xps, surface laptop, surface pro, matebook*, katana, pulse gl*, helios, nitro 5, nitro v, nitro an, legion 5, legion 7, legion 9, legion y*, legion slim, legion pro, triton, predator triton, swift x, aspire 3, aspire 5, aspire 7, strix g14, strix g15, strix g16, strix g17, strix g18, strix g5*, strix g7*, rog g14, rog flow, rog g15, tuf a16, tuf f16, tuf a18, omen 14, omen 15, omen 16, omen 17, aorus 15, aorus 17, aorus 5, aorus 7, aero 14, aero 15, aero 16, aero 17, gigabyte g5, gigabyte g6, gigabyte g7, dell g3, dell g5, dell g7, dell g15, dell g16, alienware m*, alienware x1*, cyborg 15, crosshair, sword 15, sword 16, thin 15, thin gf, gf63, gf65, gf75, gl62, gl63, gl65, gl75, ge62, ge66, ge75, ge76, gp62, gp66, gp76, gs65, gs66, gs76, bravo 15, bravo 17, alpha 15, alpha 17, pulse 15, pulse 17, raider ge*, stealth 14, stealth 15, stealth 16, stealth 17, stealth gs*, vector gp, erazer crawler, erazer deputy, erazer defender, xmg, pavilion 15, pavilion 16, pavilion 17, pavilion gaming 15,  omnibook, barbar nnotebook, barbook, baerbar*, ultrabook*, mxm, tuf a15, tuf f15, tuf a17, tuf f17, tuf dash, rog scar, strix scar, blade 14, blade 15, yoga',
  cpu: 'ryzen, ryzer, райзен, рязен, threadripper, xeon, ксеон, celeron, pentium, пентиум, athlon, атлон, phenom, процесор*, процессор*, processor*, procesor*, prosessor*, processzor*, proci, cpu, core ultra, core 2, core duo, core i',
  ram: 'ram, рам, рама памет, оператив*, озу, sodimm, so dimm, dimm',
  storage:
    'ssd, ссд, hdd, хдд, nvme, твърд диск, хард, харддиск*, жесткий диск, жорсткий диск, dysk*, harddisk*, hard disk, merevlemez*, winchester, sshd, m2 ssd',
  system: 'windows, win10, win11, win7, уиндоус',
  mainboard:
    'дъно, дънна платка, дънни платки, дънна, дъна, motherboard*, mainboard*, материнск*, материнка, материнська, alaplap*, hovedkort*, plyta glowna, placa de baza, bundle kit',
  psu: 'захранване, захранващ*, захранвания, блок питания, блок живлення, psu, power supply, tapegyseg*, zasilacz*, sursa, sursa alimentare, stromforsyning*, straumforsyning, pfc, 80plus, 80 plus',
  screen: 'монитор*, monitor*, skjerm, gamingskjerm, kijelzo*, телевизор*, televizor*, smart tv, ips панел',
  /** Other goods that ads name beside a card's number. */
  goods:
    'playstation*, xbox, steam deck, телефон*, смартфон*, iphone*, samsung galaxy, фотоапарат*, принтер*, клавиатур*, мишка, слушалки, headset, геймпад, ' +
    'lexus, лексус, mazda, мазда, suzuki, kawasaki, honda, yamaha, bmw, mercedes, мерцедес, автомобил*, мотор, велосипед*, скутер, количка, ' +
    'рутер*, router, switch, тонер, toner, дрон, dji, игра, игри, карта видеозахвата, видеозахват*, плата видеозахвата, видеозаснемане, capture card, tv tuner, tv тунер, тунер, ' +
    'звукова карта, мрежова карта, звуковая карта, сетевая карта, сетевые карты, lan карта, sound card, network card, raid, контролер*, контроллер*, тениска, ключодържател*, постер, стикер*, лиценз*',
  /** Things made for a card: they are the goods when they lead, or stand before "за". */
  part:
    'воден блок, водни блокове, воденблок, водоблок*, водяной блок, водяний блок, waterblock*, water block*, wasserkuhler*, vannblokk, vizblokk*, bloc apa, blok wodny, ' +
    'backplate*, back plate*, backplane, бекплейт*, бекплейт, бекплет*, бэкплейт*, заден панел, задна плоча, задна пластина, задня пластина, задняя пластина, hatlap, ' +
    'термопад*, термо пад*, термопаст*, термопрокладк*, термо паста, термоподлож*, термо подлож*, thermal pad*, thermal paste, termopad*, pad termic*, ' +
    'кабел, кабели, кабель*, cable*, kabel*, cablu*, адаптер*, адаптор*, adapter*, adaptor*, преходник*, переходник*, перехідник*, przejsciowk*, atalakito*, разклонител*, разветвител*, удлинител*, удължител*, ' +
    'riser*, raiser*, райзер*, райзър*, рейзер*, рiзер*, сплитер*, splitter*, стойк*, държач*, подставк*, кронштейн*, тримач*, держател*, holder, bracket*, брекет*, скоба, планка, планки, stand, support bracket, anti sag, wspornik*, podporka, suport*, ' +
    'sli bridge, sli мост, sli most, sli hb, hb bridge, bridge, мост, мостче, nvlink, мостик*, ' +
    'shroud, кожух, капак, капаци, пластмаса, пластмасов*, корпус, чип, чипове, чипсет, gpu chip, bios чип, програматор*, docking, док станция, egpu, enclosure, gaming box, ' +
    'инструкция, наръчник, диск с драйвери, флашка, емулатор*, эмулятор*, dummy plug, dummy, кулер за, мод комплект, запчаст*, ремонтн* комплект, платка от, pcb',
  /** Things that also describe the card itself ("3 вентилатора", "с водно охлаждане"). */
  cooling:
    'охлаждан*, охлажден*, охладител*, охолодж*, кулер*, cooler*, cooling, heatsink*, вентилатор*, вентилятор*, ventilator*, ventilatoare*, wentylator*, fan, fans, вентил, перки, перка, радиатор*, радіатор*, radiator*, racire, chlodzen*, huto, hutok, hutes, hutoborda, kjoler*, vifte, vifter, kjoleplate, турбина, турбини, aio',
  box: 'кутийк*, кутия, кутията, кутии, кашон, опаковка, коробка, коробки, коробку, box, кутійка, pudelko, pudelka, karton, opakowanie, cutie, cutia, doboz, eske, orgkutia, kutia, kutiya',
  only: 'само, only, csak, tylko, kun, doar, numai, лише, тiльки, тільки, только, празна, празни, празен, празнa, empty, пустая, puste, pusta, ures, goala, samo',
  wanted:
    'интересувам се, интересува ме, търся, търси се, търсим, купувам, купуваме, изкупувам, изкупуваме, изкупуване, купя, бих купил, искам да купя, трябва ми, wanted, wtb, want to buy, looking for, buying, i buy, we buy, ' +
    'куплю, скупка, скуплю, скупаю, скуповую, выкуп, ищу, шукаю, викуп, kupie, kupię, szukam, skup, poszukuje, cumpar, cumparam, caut, keresek, keresem, vennek, veszek, felvasarlas, onskes kjopt, kjopes, onsker a kjope, tarsia, tursia, kupuvam, izkupuvam',
  /** What follows is what the seller wants in return. */
  exchange:
    'доплащ*, доплат*, doplat*, doplach*, разменям*, размяна, замяна, заменям, сменям, бартер, обмен*, обмін*, меняю, міняю, zamienie, zamiana, zamiany, schimb, cserelnem, csere, cserelheto, beszamitas*, beszamit*, trade, swap, swap for',
  rig: 'риг, рига, ригове, риги, ригов, ферм*, farm, криптоферм*, крипто ферм*, rig, rigs, koparka, koparki, mining rig*, копачка, копачки, минираща машина, майнинг машина, mining machine, cashbox, bitgear, sett for mining, minerrig',
  asic: 'asic*, асик*, antminer*, atnminer*, antmaner, bitmain, whatsminer, innosilicon, baikal, goldshell, avalon, майнер*, miner, miners, hashboard, хешборд',
  mining:
    'майнинг*, майнин*, mining, майн*, копан*, копаен*, копал*, копае, копаела, минан*, минирана, миниране, минала, mined, koparce, kopane, kopania, minat, minata, minare, banyasz*, banyaszott, добыч*, видобут*, копачна, бачкала на, фермера',
  /** Purpose: what follows is what the thing is for. */
  purpose: 'за, for, для, под, pentru, dla, do, til, para, fur, na, на, към, til en',
  origin:
    'от, из, з, від, od, po, from, fra, de la, с компютър, изваден*, извадена, демонтиран*, свален*, snyat*, снят*, wyciagniet*, scoasa din, из-под, після, после, след, after',
  /** The card was tried in what follows. */
  tested:
    'тестван*, изпробван*, пробван*, проверен*, тествах, пробвах, проверявана, tested, tried, проверял*, протестирован*, перевірен*, тестирован*, testowan*, testat*, tesztelve, testet',
  /** Where the card is or was: "tried in my PC". */
  place: 'в, във, у, in, w, i, im',
  with: 'с, със, with, со, із, cu, si, med, og, und, mit, и, та, and, plus, плюс, es, incl, вкл, заедно',
  negation:
    'не, без, няма, нямам, никакви, никакъв, никаква, никога, нито, нищо, no, not, never, without, none, zero, non, don, doesn, isn, нет, ни, нема, немає, жодних, ніколи, никогда, nie, bez, brak, nigdy, nu, fara, niciodata, ikke, uten, aldri, nem, nincs, mentes, bontatlan ne, ne',
  condition: 'ако, if, in case, случай, евентуал*, если, якщо, daca, jesli, jezeli, ha, hvis, гаранци* за, срещу',
  defect:
    'неработещ*, неизправн*, аварирал*, спря да работи, спряла да работи, дефектира*, дефектн*, с дефект, дефект, дефекти, повреден*, повреда, повреди, проблемн*, с проблем, изгоря*, изгорен*, изгоряла, прегоря*, счупен*, счупена, умряла, мъртва, пукнат*, ' +
    'артефакт*, артифакт*, артефач*, артифач*, артефактва, артефакти, черен екран, за ремонт, за поправка, за реболване, за ребол*, за скрап, нуждае се от ремонт, има нужда от ремонт, за части, за резервни части, ' +
    'неисправн*, не исправн*, несправн*, не рабоч*, нерабоч*, не робоч*, неробоч*, под восстановление, под ремонт, під ремонт, на ремонт, під відновлення, на відновлення, на восстановление, ' +
    'на запчасти, на запчастини, на запчати, на детали, на деталі, на донор, под запчасти, отвал*, згорі*, сгоре*, згоріл*, сломан*, зламан*, бита, битая, поврежден*, пошкоджен*, прошить биос, прошивки биос, прошити биос, нужно прошить, ' +
    'defect, defekt, defects, defective, defectiv*, defectuos*, faulty, broken, dead, for parts, for spares, parts only, as is for parts, for repair, needs repair, need repair, spares or repair, artifact*, artefact*, ' +
    'uszkodzon*, niesprawn*, na czesci, do naprawy, zepsut*, spalon*, artefakt*, pentru piese, de piese, pt piese, defecta, arsa, de reparat, pentru reparat*, pt reparat*, ' +
    'hibas, hibasan, alkatresznek, javitasra,  odelagt, defekte, virker ikke, for deler, selges som deler, za chasti, defekten, defektna, razvalen*, развален*, nerabotesht*',
  /** With a negation before it, a defect: "не тръгва", "won't boot", "nie działa". */
  failing:
    'работ*, тръгва*, тръгне, стартира*, пали, запали, включва*, пуска се, светва*, разпозна*, засича*, вижда, детект*, зарежда*, вдига*, функционира*, инсталира се, влиза, завърта*, върти, ' +
    'работает, рабочая, включается, запускается, стартует, определяется, видится, крутит*, функционирует, працює, вмикається, запускається, визначається, стартує, ' +
    'work, works, working, boot, boots, start, starts, post, posts, turn on, power on, detected, recognized, function*, ' +
    'dziala*, uruchamia*, wlacza*, startuje, dzialajac*, functioneaz*, merge, porneste, mukod*, indul*, virker, fungerer, starter, raboti, trugva, startira',
  /** With a negation and a word for the picture, a defect: "не дава образ". */
  showing:
    'дава, даде, подава, показва*, пуска, пускa, вади, извежда*, изкарва*, има, дает, даёт, показывает, выводит, выдает, дає, показує, виводить, show*, display, displays, give*, output*, daje, wyswietla*, da, dа, afiseaza, scoate, ad, gir, viser, dava, ima',
  picture:
    'картина, картинa, образ, сигнал, екран, изображ*, зображ*, картинк*, display, picture, image, signal, video out*, output, obraz*, sygnal*, imagine, imaginea, kep, kepet, bilde, kartina, obraz',
  /** As `defect`, but only in a title: in a description these words speak of other things too. */
  defectTitle:
    'на части, донор, запчаст*, гори, изключва*, рестартира*, зависва*, крашва*, мига, прегрява*, нестабилн*, брак, бракуван*, на късо,  rossz, halott, забива, гасне, problem, проблем, проблеми, бъгав*, bugged, as is, hiba',
  /** What a defect may be said of without making the card defective. */
  otherThing:
    'пластмас*, led, лед, rgb, argb, подсветк*, подсветка, осветлен*, осветление, светлин*, лампичк*, диод, диоди, логото, лого, стикер, кутия, кутията, windows, игра, игри, играта, компютър, компютъра, компютърът, pc, пк, дъно, дъното, захранване, захранването, монитор, монитора, лаптоп, лаптопа, процесор, процесора, ram',
  repaired:
    'ремонтиран*, поправян*, поправен*, реболван*, ребол, реболинг, сменен* чип, refurbished, refurbish*, repaired, reballed, reball, восстановлен*, отремонтирован*, відновлен*, відремонтован*, ремонтирован*, после ремонта, після ремонту, след ремонт, naprawian*, regenerowan*, odnowion*, po naprawie, reconditionat*, reparat*, felujitott, javitott, reparert, rework',
  fresh:
    'нова, нов, ново, нови, чисто нов*, неупотребяван*, неизползван*, неразпечатан*, неразопакован*, запечатан*, нераспакован*, новая, новый, новые, нову, нові, нова запакована, запечатан*, new, brand new, sealed, unused, unopened, nowa, nowy, nieuzywan*, noua, nou, sigilat*, nova, uj, vadiuj, vadonatuj, bontatlan, helt ny, ny, ubrukt, uapnet',
  likeFresh:
    'като, почти, кат, като чисто, like, as, almost, как, майже, практически, почти как, jak, ca, aproape, mint, szinte, som, near',
  boxed:
    'с кутия, със кутия, с кутията, с оригинална кутия, с опаковка, в кутия, в оригинална кутия, с кутийка, пълен комплект, в комплект с кутия, кутия и, кутия гаранция, with box, in box, original box, boxed, full box, complete in box, в коробке, с коробкой, коробка есть, з коробкою, в коробці, повний комплект, полный комплект, pudelko w, z pudelkiem, w pudelku, karton w komplecie, cu cutie, la cutie, full box, dobozos, dobozaban, dobozaval, dobozzal, i eske, med eske, с kutia, s kutia',
  modded:
    'modded, мод, модната, моднат*, модифицир*, modified, vram mod, bios mod, shunt mod, mod bios, прошит*, flashed, флашнат*, deshroud, дешрауд, с мод',
  warranty:
    'гаранци*, гар, гарантия, гарантии, гарантию, гарантією, гарантія, гарантії, garanc*, garancia*, gari, garis, warranty, warr, gwarancj*, garant*, jotallas*, garanti, guarantee, месец*, месеца, година, години, год, годин*, мес, months, month, year, years, лет, рік, роки, років, місяц*, ev, eves, honap*, ho, lat, lata, ani, an',
  pieces:
    'бр, броя, брой, бройки, бройка, шт, штук*, штуки, pcs, pieces, pc, psc, szt, sztuk*, sztuki, buc, bucati, bucata, db, darab*, stk, stykk, карти, карты, карт, видеокарти, видеокарты, видеокарт, відеокарт, відеокарти, cards, gpus, units',
  many: 'лот, lot, партида, партия, лотове, набор, няколко, различни, разни, в ассортименте, асортимент, tobb darab, tobb db, lot of, diverse, разные, різні, на выбор, по избор, выбор',
  /** A small number in words. */
  numeral:
    'две, два, три, четири, пет, шест, двете, трите, two, three, four, пара, дві, чотири, dwie, trzy, doua, trei, ket, harom, чифт',
  /** The ad's own sale. */
  sale: 'продавам, продаваме, продава, продавa, продам, продаю, продається, продается, selling, for sale, sell, sprzedam, vand, elado, selges, selger, prodavam',
  similar:
    'аналог, аналогичн*, аналогична, еквивалент*, като, колкото, подобн*, вместо, equals, equal to, equivalent, like, similar, better than, faster than, same as, вместо, замества, по-добра от, по-бърза от, на ниво, нивото на, уровень, уровня, рівня, лучше, быстрее, odpowiednik, lepsza niz, ca si, vs, versus, срещу, почти като, ~, мощнее, наравне, на нивото на, мощност на, производителност на, performance of, level, near, ниво, идва от, от класа на',
} as const;

export type WordClass = keyof typeof LEXICON;

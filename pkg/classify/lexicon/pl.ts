/** Polish. */
import type { LanguagePack } from './entry.js';

export const PL: LanguagePack = {
  language: 'pl',
  script: 'latin',
  common:
    'i oraz lub w we na z ze do od po przy dla o u nie jest sa byl byla bylo ma mam tylko juz jeszcze bardzo tak ' +
    'jak co ktory ktora to ten ta te tego tej przez pod nad bez ale bo gdy kiedy gdzie sie mnie mi go jej jego ' +
    'ich my wy oni moze mozna trzeba',
  words: {
    card: `karta graficzn*, karty graficzn*, karte graficzn*, kart graficzn*, karta graf, grafika, grafike, grafiki, karta, karte, karty, kart, akcelerator* | Kupię taką kartę.`,
    core: `
      chip, uklad, rdzen, rdzenia, pamiec, pamieci, laminat*, laminat, plytka, plytki, sekcja zasilania, mosfet* | Padł jeden z modułów pamięci.
      sekcj* zasilania, sekcji zasilania | Zwarcie na sekcji zasilania.
    `,
    fan: `wentylator*, wiatrak*, wiatraczek, lozysk*, smiglo, pompa, pompka | Tylko wentylatory od tej karty.`,
    cooling: `chlodzen*, cooler, radiator*, blok wodny | Blok wodny RTX 3090`,
    port: `port, portu, porty, portow, portach, wyjsc*, wyjscie, zlacze, zlacza, gniazd* | Wszystkie wyjścia sprawne.`,
    plate: `backplate*, obudowa karty, oslona, oslony, srubk*, sruba, sledz, plastik* | Backplate RTX 3080`,
    light: `podswietlen*, diod*, logo, led, rgb | podswietlen`,
    seal: `plomb*, naklejk*, folia, folie | plomb`,
    box: `pudelk*, karton, kartonu, opakowan* | Brak pudełka.`,
    part: `
      blok wodny, termopad*, termopasta, pasta, paste, pasty, kabel*, przejsciowk*, adapter*, riser*, rozdzielacz*, podporka, wspornik*, podstawka, uchwyt*, mostek, stojak, sam cooler | Blok wodny RTX 3090
      przejsciowka zasilania, kabel zasilania, przejsciowki zasilania | Jest przejściówka zasilania.
    `,
    computer: `komputer*, zestaw komputerowy, stacja robocza, stacje robocza, jednostka centralna, komp, kompa, pecet*, serwer*, zestaw, zestawu, skladak*, blaszak*, sprzet | Komputer gamingowy RTX 3060`,
    laptop: `laptop*, notebook* | Laptop gamingowy MSI RTX 3050`,
    laptopPart: `bateria, baterii, matryca, matryce, matrycy, touchpad*, ladowark*, zasilacz do laptopa, cali, calowy, klawiatur*, kamerk*, cienki i lekki | To laptop z tą grafiką, ekran 17 cali.`,
    cpu: `procesor* | W cenie także procesor i płyta.`,
    ram: `pamiec ram, pamieci ram, kosci ram | pamiec ram`,
    storage: `dysk, dysku, dyski, dyskow | Zestaw: Ryzen 5 5600, płyta B450, 16 GB, dysk 1 TB.`,
    mainboard: `plyta glowna, plyty glownej, plyte glowna, plyta, plyte | W cenie także procesor i płyta.`,
    psu: `zasilacz*, zasilanie | Zasilacz Corsair 750W`,
    pcCase: `obudow* | obudow`,
    screen: `monitor*, telewizor* | Komplet z zasilaczem i monitorem.`,
    program: `gra, gry, gier, grach, sterownik*, test, testy, testow, testach, benchmark*, bios* | To podróbka z przerobionym biosem.`,
    goods: `klawiatur*, myszk*, sluchawk*, telefon*, konsol*, pad, glosnik*, karta dzwiekowa, karta sieciowa | Nie mam już laptopa ani konsoli na wymianę.`,
    rig: `koparka, koparki, koparke, rig, rigi, rigu, farma, farmy | Koparka 8x RTX 3060`,
    ad: `ogloszeni*, aukcj* | W ogłoszeniu jest wyłącznie backplate.`,
    broken: `uszkodzon*, niesprawn*, zepsut*, zepsul*, spalon*, spalil*, padla, padl, padnieta, padniety, martwa, martwy, nie sprawna, nie sprawny, przestala, przestal, pekniet*, zalan*, ubita, ubity, popsut* | RX 570 niesprawna`,
    fault: `defekt*, usterk*, wada, wady, wad, zwarcie, zwarcia, awari* | RTX 2080 defekt`,
    trouble: `problem*, blad, bledy, bledow, uwag, zastrzezen* | W systemie błąd 43, nie działa.`,
    artifacts: `artefakt*, artefaktuje, artefaktow, czarny ekran, niebieski ekran, paski na, kropki na, kod 43, czarny obraz, ciemny ekran, ekran czarny, obraz znika, znika obraz | RX 5700 XT artefakty`,
    unstable: `zawiesza*, wiesza*, resetuje*, restartuje*, wylacza*, gasnie, przegrzewa*, niestabiln*, crashuje, traci sygnal, miga, mruga, wywala | Ma artefakty i zawiesza komputer.`,
    works: `dziala, dzialaja, dzialala, dzialal, dzialajac*, sprawna, sprawny, sprawne, chodzi | GTX 1080 nie działa`,
    detects: `wykrywan*, wykrywa, widzi, widoczna, rozpoznaj* | Nie jest wykrywana w systemie.`,
    spins: `kreci*, kreca, obraca*, terkocze, piszczy, halasuje | Jeden wentylator lekko hałasuje.`,
    shows: `daje, wyswietla*, pokazuje, wyswietlac, ma, podaje, generuje | Karta nie daje obrazu.`,
    picture: `obraz*, sygnal*, obrazu, wideo | Karta nie daje obrazu.`,
    salvage: `
      do naprawy, na dawce, dawca, dawce, wymaga naprawy, wymaga reballing*, do reballing*, dla serwisu, dla majsterkowicza, dla elektronika, do serwisu, zlom, na zlom, do odzysku, na organy, na czesci lub | RTX 2080 do naprawy
      na czesci zamienne, na czesci i, jako dawca, sprzedaje na czesci, sprzedam na czesci, na czesci do | Sprzedaję na części lub do naprawy.
    `,
    missing: `brakuje, brakujac*, zdemontowan* | brakuje`,
    sold: `sprzedan*, sprzedana, sprzedane, nieaktualn*, nie aktualn*, niedostepn*, zakonczon*, znalazla nabywce, juz sprzedan*, ogloszenie nieaktualne | Już nieaktualne.`,
    reserved: `rezerwacj*, zarezerwowan*, zadatek, zaliczka, zaklepan*, odlozon* | Rezerwacja do jutra.`,
    rent: `wynajm*, wynajem, wypozycz*, do wynajecia, dzierzaw* | Wynajmę na weekend.`,
    exchange: `zamienie, zamiana, zamiany, zamian, wymienie, wymiana za, doplat*, barter, wymiana, wymiane | Tylko wymiana na inną kartę.`,
    wanted: `szukam, poszukuje, potrzebuje, wezme | Szukam karty graficznej RTX 3060`,
    buys: `kupie, skup, skupuje, kupuje, odkupie, przyjme taka, przyjme karte | Kupię RTX 3080`,
    sale: `sprzedam, sprzedaje, na sprzedaz, oferuje, do sprzedania, sprzedaz | Tylko zamiana, nie sprzedaję.`,
    service: `naprawa kart, naprawiam, naprawiamy, regeneracja kart, czyszczenie kart, serwisuje, wymieniam termo*, wymieniam paste, czyszcze, konserwuje, wymieniamy, czyscimy | Naprawiam karty graficzne, reballing i wymiana pamięci.`,
    serviceOf: `naprawa, serwis, uslug*, wymiana pasty, naprawa kart, regeneracja, czyszczenie, reballing, wymiana | Tylko wymiana na inną kartę.`,
    fake: `podrobk*, podrob*, falszyw*, kopia, replika, nieoryginaln*, nie oryginaln*, przeflashowan*, przerobion*, klon, fejk*, fake, udaje, podmienion*, przelutowan* | Chińska podróbka z innym chipem.`,
    passesAs: `wykrywana jako, tak naprawde, w rzeczywistosci, widziana jako | wykrywana jako`,
    repaired: `naprawian*, naprawion*, regenerowan*, odnowion*, po naprawie, reball*, wymieniony chip, po reballing* | Nie była w koparce, nigdy nie naprawiana.`,
    mining: `kopan*, koparce, kopania, kopala, kopalni, krypto* | RX 570 8GB po koparce`,
    fresh: `nowa, nowy, nowe, nieuzywan*, fabrycznie now*, zafoliowan*, nierozpakowan* | Chodzi jak nowa, testowana w grach.`,
    likeFresh: `jak, prawie, praktycznie, niemal | Chodzi jak nowa, testowana w grach.`,
    boxed: `z pudelkiem, w pudelku, pudelko w, karton w komplecie, z kartonem, w kartonie, pelny komplet, oryginalne opakowanie | z pudelkiem`,
    modded: `modyfikowan*, zmodyfikowan*, mod bios | modyfikowan`,
    tested: `testowan*, sprawdzon*, przetestowan*, testowalem, sprawdzal* | Chodzi jak nowa, testowana w grach.`,
    parting: `osobno, oddzielnie, na sztuki, rozdzielam, rozdziele, rozebral*, rozkrecil*, inne ogloszenia, innych ogloszeniach, moje inne, rozbieram, rozkladam, na czesci, rozlozyl*, czesci osobno | Karta graficzna GTX 970 na części`,
    included: `w komplecie, komplet, razem z, gratis, dorzuc*, w zestawie, zawiera, wraz z, w cenie, dodaje, idzie, czesc zestawu, jako czesc | W cenie także procesor i płyta.`,
    negation: `nie, nigdy, ani | Nie wymieniam się.`,
    without: `bez, brak, zadnych, zadnej, zadnego, zero, nie ma, braku | Brak pudełka.`,
    condition: `
      jesli, jezeli, w razie, w przypadku, gdyby, dopoki, czy | Jeśli nie działa, przyjmę zwrot.
      jak nie, gdyby nie | Jak nie odpali, oddaję kasę.
      jak tylko | Usunę, jak tylko sprzedam.
    `,
    but: `ale, lecz, jednak, natomiast, choc | ale`,
    because: `bo, poniewaz, gdyz, z powodu, powod, ze, dlatego | Sprzedaję, bo kupiłem laptopa.`,
    and: `i, oraz, lub, albo | Cicha i chłodna.`,
    which: `ktory, ktora, ktore, ktorym, ktorej, ktor* | ktory`,
    except: `oprocz, poza, procz | oprocz`,
    purpose: `do, dla, pod, na | Wynajmę na weekend.`,
    origin: `z, ze, od, po, wyciagniet*, wymontowan* | Karton po RTX 3080`,
    place: `w, we, na, przy | Wynajmę na weekend.`,
    with: `z, ze, i, oraz, plus, wraz | Cicha i chłodna.`,
    only: `tylko, samo, sama, sam, jedynie, puste, pusta, pusty, same, wylacznie, tylko i wylacznie | Samo pudełko z instrukcją.`,
    also: `rowniez, takze, dodatkowo, inne, jeszcze, tez | W cenie także procesor i płyta.`,
    mine: `moj, moja, moje, mojego, moim, mojej, swoj*, swoim, wlasn* | moj`,
    old: `stary, stara, stare, starego, starym, poprzedni* | Stary komputer poszedł do ludzi, karta została.`,
    was: `byl, byla, bylo, byly, uzywan*, kupiona, kupiony, kupilem, pracowal*, zakupion*, siedziala, miala, mial, mialem | Sprzedaję, bo kupiłem laptopa.`,
    is: `jest, sa, to jest | Pudełko jest lekko uszkodzone.`,
    has: `ma, posiada, mam | Karta ma gwarancję do maja.`,
    whole: `caly, cala, cale, calego, kompletny, kompletna, wszystko | Cena za cały komputer z kartą.`,
    joint: `za obie, za dwie, za oba, za wszystko, za komplet, za calosc, hurtem, cena za komplet, cena za obie, w jednej cenie, za pare | Cena za dwie karty.`,
    each: `za sztuke, za szt, za jedna, kazda, szt | Karty graficzne GTX 1060 2 szt`,
    similar: `odpowiednik*, lepsza niz, szybsza niz, jak, porownywaln*, poziom, poziomie, zamiast, niz, przesiadk*, przesiadlem, upgrade*, na rzecz | Chodzi jak nowa, testowana w grach.`,
    requires: `wymaga, wymagan*, potrzeb*, minimum, zalecan*, pasuje, obsluguje, wystarczy, polecam | Zasilacz minimum 650W.`,
    warranty: `gwarancj*, rok, lata, lat, miesiac*, miesiec*, dni | Karta ma gwarancję do maja.`,
    pieces: `szt, sztuk*, sztuki, karty, kart | Cena za dwie karty.`,
    numeral: `dwie, dwa, trzy, cztery, piec, szesc, pare, siedem, osiem | Koparka na sześć kart, komplet.`,
    many: `lot, rozne, hurt, pakiet, kilka, wiele, kit | lot`,
    me: `kupilem, mam, uzywam, przesiadlem, chce, moge | Sprzedaję, bo kupiłem laptopa.`,
    future: `bedzie, beda, moze | bedzie`,
    already: `juz, dzis, wczoraj | Już nieaktualne.`,
    well: `dobrze, bardzo, idealnie | dobrze`,
    cosmetic: `
      kosmetyczn*, rys*, drobn*, kurz, kurzu, slad*, lekk*, minimaln* | Pudełko jest lekko uszkodzone.
      jedyn* | Jedyna wada to brak pudełka.
    `,
    idiom: `nie tylko, bez problemu, nowy komputer, nowego wlasciciela, nowa karte, nowy laptop | nie tylko`,
    starts: `uruchamia*, wlacza*, startuje, odpala, rusza, wstaje | Karta nie wstaje, wentylatory się kręcą.`,
    price: `cena, cene, zl, pln | Cena za dwie karty.`,
    them: `je, ich, te | je`,
    both: `obie, oba, razem, lacznie | Sprzedaję dwie takie karty razem.`,
    none: `zaden, zadna | zaden`,
    since: `od tego czasu | od tego czasu`,
    papers: `paragon*, faktur*, dokument*, papier* | Kupiona w x-kom, faktura do wglądu.`,
    this: `to jest | to jest`,
    suchOne: `taka, takiej | Kupię taką kartę.`,
    gives: `oddam, daje, dam | Karta nie daje obrazu.`,
    stays: `zostaje, zostawiam, zostaje u mnie | zostaje`,
    others: `ludzie, niektorzy, inni | ludzie`,
    available: `
      aktualne, dostepna, nadal | aktualne
      wolna, znow wolna, zrezygnowal, wraca do sprzedazy, rozmyslil | Znów wolna.
    `,
    delivery: `wysylk*, odbior*, paczkomat*, kurier*, inpost | Możliwość sprawdzenia przy odbiorze.`,
    good: `idealn*, bardzo dobr*, perfekcyjn*, swietn*, super, cicha, chlodna, zadban* | Cicha i chłodna.`,
    left: `poszla, poszlo, poszedl, pojechala | Stary komputer poszedł do ludzi, karta została.`,
    smears: `kratk*, paski, pasy | kratk`,
    nothing: `nic | nic`,
    frame: `stelaz*, rama, ramie | stelaz`,
    another: `
      druga, stara, poprzednia | druga
      jego, cudza | Jego padła.
    `,
    misc: `zdjeci*, brat, kolega, kolegi, syn, corka, dziecko, zona, sklep*, firma, biuro, dom, mieszkanie, kupujac*, wlasciciel*, czlowiek, samochod* | Zarezerwowana dla kupującego.`,
    connector: `zlacze pcie, zlacze zasilania, wtyczka zasilania, piny | Spalone złącze zasilania.`,
    loses: `traci, gubi, znika, zanika, gasnie, ginie, urywa | Obraz zanika po chwili.`,
    dark: `czarny, czarna, ciemny, ciemna, niebieski, zielony, rozowy, rozmazan*, pociety | Ekran robi się czarny.`,
    life: `znak zycia, oznak zycia, oznaki zycia, reakcji | Brak oznak życia.`,
    sometimes: `czasem, czasami, raz na jakis czas, co drugi raz, nie zawsze, za ktoryms razem, rzadko, ledwo | Czasem się uruchamia, czasem nie.`,
    blamed: `okazalo sie, okazal sie, okazala sie, wina, winny, winowajca, przyczyna byl, przyczyna byla | Okazało się, że to wina kabla.`,
    he: `on | On nie jest na sprzedaż.`,
    skill: `majsterkowicz*, elektronik*, serwisant*, lutownic*, umiejetnosci, lutowac, ogarnia | Dla kogoś, kto ogarnia lutowanie.`,
    builtIn: `wlutowan*, wbudowan*, przylutowan*, zintegrowan* | Wlutowana w płytę laptopa.`,
    thought: `myslalem, myslalam, sadzilem, obawialem | Myślałem, że padła.`,
    innocent: `nie jest winna, przezyla, nic sie nie stalo, nie ucierpiala, ocalala | Karta przeżyła.`,
  },
};

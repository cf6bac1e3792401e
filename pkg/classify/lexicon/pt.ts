/** Portuguese, of Portugal and Brazil. */
import type { LanguagePack } from './entry.js';

export const PT: LanguagePack = {
  language: 'pt',
  script: 'latin',
  common:
    'o a os as um uma e ou de da do das dos em no na nos nas por para com sem nao foi era esta estao tem tenho so ' +
    'ja ainda muito assim como que qual isto este esse essa pelo pela sob sobre mas porque quando onde se me ' +
    'te lhe eles ela ele pode deve mais menos todos tudo',
  words: {
    card: `placa de video, placas de video, placa grafica, placas graficas, placa video, placa, placas | Compro uma placa destas.`,
    core: `chip, nucleo, memoria, memorias, vram, circuito, mosfet* | A placa está avariada, queimou o chip.`,
    fan: `ventoinha*, ventoinhas, cooler da, fan, fans, rolamento*, ventilador* | Uma ventoinha faz um pouco de barulho.`,
    cooling: `refrigeracao, arrefecimento, cooler, dissipador*, coolers | refrigeracao`,
    port: `porta, portas, saida, saidas, conector*, entrada hdmi, entradas | porta`,
    plate: `backplate*, carcaca da placa, parafuso*, plastico*, suporte metalico | backplate`,
    light: `led, leds, luzes, iluminacao, logo | led`,
    seal: `selo, selos, lacre, lacres, etiqueta*, pelicula | selo`,
    box: `caixa, embalagem | Vendo só a caixa, sem a placa.`,
    part: `waterblock*, bloco de agua, pasta termica, pasta, pads termicos, thermal pad*, cabo*, cabos, adaptador*, riser*, suporte*, extensor*, ponte, water block | waterblock`,
    computer: `computador*, pc gamer, pc completo, cpu completa, torre, desktop, estacao de trabalho, servidor, setup, maquina, sistema completo, pcs | Vendo o computador completo, com monitor.`,
    laptop: `portatil, portateis, notebook*, laptop* | Vendo porque comprei um portátil.`,
    laptopPart: `bateria, touchpad, ecra full hd, carregador, tela de, polegadas, teclado, webcam | O portátil tem ecrã de 15.6 polegadas e bateria nova.`,
    cpu: `processador* | Processador i5, placa mãe B460, 16 GB de RAM, fonte de 600W.`,
    ram: `memoria ram, memorias ram, pentes de memoria | memoria ram`,
    storage: `disco, discos, disco rigido | disco`,
    mainboard: `placa mae, placas mae, motherboard | Processador i5, placa mãe B460, 16 GB de RAM, fonte de 600W.`,
    psu: `fonte, fonte de alimentacao, fontes | Precisa de uma fonte de 600W.`,
    pcCase: `gabinete, caixa de pc, caixa pc, gabinete gamer | gabinete`,
    screen: `monitor*, televisao, tv | Vendo o computador completo, com monitor.`,
    program: `jogo, jogos, drivers, teste, testes, benchmark*, bios | Tem artefatos e trava nos jogos.`,
    goods: `teclado, rato, mouse, auscultadores, telemovel, telemoveis, celular, consola, console, colunas, headset, placa de som, placa de rede | teclado`,
    rig: `rig de mineracao, rig, rigs, fazenda | rig de mineracao`,
    ad: `anuncio* | anuncio`,
    broken: `avariad*, avariou, queimad*, queimou, defeituos*, estragad*, estragou, danificad*, quebrad*, partid*, morreu, morta, morto, nao funcional, deixou de, parou de, rachad*, oxidad*, pifou, pifad* | A caixa está um pouco danificada.`,
    fault: `defeito*, falha*, avaria*, curto circuito, vicio* | defeito`,
    trouble: `problema*, erro, erros | problema`,
    artifacts: `
      artefato*, artefacto*, artifact*, ecra preto, tela preta, tela azul, ecra azul, linhas na tela, linhas no ecra, erro 43, code 43, quadrados no ecra, quadrados na tela, riscos no ecra, riscos e quadrados | Tem artefatos e trava nos jogos.
      riscos na tela, linhas no monitor, ecra fica preto, tela fica preta, imagem desaparece | riscos na tela
    `,
    unstable: `trava*, travando, bloqueia, reinicia*, desliga*, sobreaquece*, superaquece*, instavel, crasha*, perde sinal | Tem artefatos e trava nos jogos.`,
    works: `funciona, funcionam, funcionando, funcionava, funcional, trabalha, roda | Sem artefatos, funciona perfeitamente.`,
    detects: `detetad*, detectad*, reconhec* | detetad`,
    spins: `gira, giram, rodam, faz barulho | gira`,
    shows: `da, exibe, mostra, sai, tem, transmite | Não dá imagem.`,
    picture: `imagem, video, sinal, sinal de video | Não dá imagem.`,
    salvage: `
      para pecas, para peças, p pecas, para reparar, para reparacao, para conserto, para arranjar, precisa de reparo, precisa de reparacao, precisa de conserto, retirada de pecas, para retirar pecas, sucata | Vendo para peças, não liga.
      doadora, para tecnico*, precisa de reball*, com reparo, para quem saiba reparar, quem saiba reparar, saiba reparar, para quem sabe reparar | doadora
    `,
    missing: `falta, faltam, faltando | falta`,
    sold: `vendid*, vendido, ja vendi, indisponivel, nao disponivel, ja nao esta disponivel, esgotad*, ja foi, ja nao tenho, foi vendida | Vendida.`,
    reserved: `reservad*, reserva, sinal pago, com sinal | Reservada até sexta.`,
    rent: `aluga*, aluguer, aluguel, alugo, por hora, por dia | aluga`,
    exchange: `troco, troca, trocas, permuta, com volta | troco`,
    wanted: `procuro, preciso de uma placa, procura se | procuro`,
    buys: `compro, compra se, quero comprar, preciso comprar | Compro uma placa destas.`,
    sale: `vendo, vende se, a venda, venda, vendemos, para venda | Vendo para peças, não liga.`,
    service: `
      conserto de placa*, reparacao de placa*, reparo de placa*, consertamos, reparamos, assistencia tecnica, manutencao de placa*, limpeza de placa*, faco reball*, limpamos, trocamos pasta, fazemos reparos | conserto de placa
      faco manutencao | faco manutencao
    `,
    serviceOf: `conserto, servico*, reparo, reparacao, manutencao, limpeza, reball, troca de pasta | conserto`,
    fake: `fals*, falsa, falsificad*, copia, replica, nao e original, nao original, bios modificada, bios modificado, clone, fake, alterada, alterado, adulterad* | É uma placa falsa, com a BIOS modificada.`,
    passesAs: `na verdade e, na realidade, aparece como, na verdade | na verdade e`,
    repaired: `reparada, reparado, recondicionad*, consertad*, reball*, arranjad* | Nunca foi usada em mineração nem reparada.`,
    mining: `mineracao, minerar, minerou, minerada, minerad*, mining | Nunca foi usada em mineração nem reparada.`,
    fresh: `nova, novo, novos, novas, lacrad*, selad*, nunca usad*, sem uso | O portátil tem ecrã de 15.6 polegadas e bateria nova.`,
    likeFresh: `como, quase, praticamente, semi | como`,
    boxed: `com caixa, na caixa, caixa original, com a caixa | com caixa`,
    modded: `modificad*, mod | modificad`,
    tested: `testad*, verificad*, experimentad* | testad`,
    parting: `separado, separadamente, em separado, a parte, outros anuncios, desmontei, desmontado, avulso | separado`,
    included: `incluido, inclui, inclusas, juntamente com, brinde, oferta de, oferta, kit com, junto com, acompanha, vai com, no preco | incluido`,
    negation: `nao, nunca, nem, jamais | Não dá imagem.`,
    without: `sem, nenhum, nenhuma, zero | Vendo só a caixa, sem a placa.`,
    condition: `
      caso, eventual*, enquanto, se nao, se der, se houver, se por acaso | Se não funcionar, devolvo o dinheiro.
      assim que, quando for | Apago assim que vender.
    `,
    but: `mas, porem, contudo, embora | mas`,
    because: `porque, pois, devido, motivo, por causa, que, ja que | Vendo porque comprei um portátil.`,
    and: `e, ou | O preço é pelas duas placas.`,
    which: `qual, o qual | qual`,
    except: `exceto, menos, tirando | exceto`,
    purpose: `para, p, pra | para`,
    origin: `de, do, da, retirada de, retirado de, apos | Não dá imagem.`,
    place: `em, no, na, num, numa | Pode testar no local.`,
    with: `com, e, mais, junto | O preço é pelas duas placas.`,
    only: `so, apenas, somente, vazia, vazio, exclusivamente | Vendo só a caixa, sem a placa.`,
    also: `tambem, outros, outras, ainda | tambem`,
    mine: `meu, minha, meus, minhas, proprio | meu`,
    old: `velho, velha, antigo, antiga | velho`,
    was: `foi, era, estava, usada, usado, comprada, comprei, trabalhou, esteve | Vendo porque comprei um portátil.`,
    is: `e, sao, estao | O preço é pelas duas placas.`,
    has: `tem, tenho, ha, possui | Tem artefatos e trava nos jogos.`,
    whole: `inteiro, completo, completa, tudo, todo, toda | Vendo o computador completo, com monitor.`,
    joint: `as duas, os dois, por tudo, pelo conjunto, pelas duas, pelos dois, pelas duas placas, por um preco, num so lote, preco unico | O preço é pelas duas placas.`,
    each: `cada, unidade, por unidade | cada`,
    similar: `equivalente*, similar*, melhor que, mais rapida que, como, igual a, nivel, comparavel, upgrade*, mudei para, trocar por | equivalente`,
    requires: `requer, precisa, necessita, recomend*, minimo, compativel, suporta | Precisa de uma fonte de 600W.`,
    warranty: `garantia, garantias, meses, mes, anos, ano, dias | garantia`,
    pieces: `unidades, placas, pecas, pcs, und | unidades`,
    numeral: `duas, dois, tres, quatro, cinco, seis, par | duas`,
    many: `lote, varias, varios, diversas, atacado | lote`,
    me: `comprei, tenho, uso, mudei, quero, posso | Vendo porque comprei um portátil.`,
    future: `sera, vai, pode, poderia | Pode testar no local.`,
    already: `ja, hoje | ja`,
    well: `bem, muito, perfeitamente | Sem artefatos, funciona perfeitamente.`,
    cosmetic: `
      estetic*, risco, riscos, pequen*, po, marcas, leve, leves | estetic
      unico, unica | O único defeito é a caixa.
    `,
    starts: `liga, ligam, arranca, inicia | Vendo para peças, não liga.`,
    price: `preco, valor, euros, reais | O preço é pelas duas placas.`,
    them: `os, as, eles | os`,
    both: `ambas, ambos, total, conjunto | ambas`,
    none: `nenhuma das, nenhum dos | nenhuma das`,
    since: `desde entao | desde entao`,
    papers: `nota fiscal, fatura, recibo, manual | nota fiscal`,
    this: `isto | isto`,
    suchOne: `igual, destas, dessas | Compro uma placa destas.`,
    gives: `dou, ofereco | dou`,
    stays: `fica comigo, fica, fico com | fica comigo`,
    others: `pessoas, alguns, outros | pessoas`,
    available: `
      disponivel, ainda disponivel | disponivel
      livre, desistiu, voltou a venda, livre outra vez | Está livre outra vez.
    `,
    delivery: `envio, entrega, correio, em mao, ctt, levantamento | envio`,
    good: `perfeit*, excelente, impecavel, otim*, bom estado, como nova, silenciosa | perfeit`,
    left: `ja foi | ja foi`,
    smears: `riscas, listras | riscas`,
    nothing: `nada | nada`,
    frame: `estrutura, frame | estrutura`,
    another: `
      a outra, a antiga | a outra
      antiga, minha antiga, anterior | Minha antiga queimou.
    `,
    misc: `foto, fotos, amigo, irmao, filho, filha, loja, empresa, casa, carro, comprador, dono | foto`,
    loses: `perde, some, desaparece, cai | A imagem some de vez em quando.`,
    dark: `preta, preto, escura, escuro, azul, verde, distorcid* | O ecrã está sempre escuro.`,
    thought: `achei, pensei, pensava, achava | Achei que tinha morrido.`,
    innocent: `nao tem culpa, sobreviveu, nao e aqui, nao sofreu nada | A placa não tem culpa.`,
  },
};

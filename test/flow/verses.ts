/** Verses written for these tests. */

/** Two couplets of nine syllables a line: a rhyme of four syllables, feminine, and one of a single one. */
export const COUPLETS = `I keep a pocket full of logic
you get a rocket full of comics
the night is cold and the wind is slow
my coat is thin and there's still some snow`;

/** The same sound over and over, within lines too. */
export const DENSE = `I paint the late train gray, I wait for great rain days
A faint ache came to stay, I chase the same rate pay
Half a dozen, cousin, laughing at the buzzing phone
Staff is bugging, nothing passing through the muddy zone
Concrete valleys, kids in alleys counting dollar tallies
Solid rallies, cotton khakis, cops in foreign galleys`;

/** Lines that end alike, and no more. */
export const PLAIN = `I walk down the avenue, the streetlights glow
Nobody ever told me which way to go
The corner store is closing and the sky turns black
I left with empty pockets and I'm not coming back`;

/** Ten syllables a line and not a rhyme in them. */
export const PROSE = `I bought some bread this morning at the store
The window had been open since last week
A dog was sleeping underneath the bench
And nobody remembered what we planned`;

export const SLANG = `Yo I'm runnin' through the block tryna get it how I did
Ain't no time to be waitin' on nobody's other kid
Homie keep it hunnid, gon' and tell 'em what it is
Switchin' up the flow cause I'm handlin' my biz`;

export const ELSEWHERE = {
  German: `Ich laufe durch die Straßen, denn die Stadt ist mein Revier
Die Lichter gehen aus und trotzdem bleib ich heute hier
Man sagt mir, dass die Zeit die alten Wunden wieder heilt
Doch keiner hat die letzten Stunden gern mit mir geteilt`,
  Spanish: `Camino por la calle con la luna en el bolsillo
Mi barrio tiene historias que no caben en un libro
La noche me saluda con su voz de terciopelo
Y yo le doy las gracias con la mano puesta al cielo`,
  French: `Je marche dans la rue avec la lune dans les poches
Les murs de mon quartier ne me font plus aucun reproche
La nuit me dit bonsoir avec sa voix de vieux velours
Et moi je lui réponds que je reviens un autre jour`,
  Dutch: `Ik loop door de straten want de stad is van mij
De lichten gaan uit en de nacht is voorbij
Men zegt dat de tijd alle wonden geneest
Maar niemand is ooit zo alleen hier geweest`,
  Italian: `Cammino per la strada con la luna nella tasca
Il mio quartiere dorme come il mare in una vasca
La notte mi saluta con la voce di velluto
E io che non rispondo resto fermo resto muto`,
} as const;

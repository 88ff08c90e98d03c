/**
 * What our own code says of one field, as the end of a sentence ("Name …"), in English and in German. `{name}` stands for a
 * number, a name or a text that somebody wrote. A test holds each line against the code that says it, and finds what is
 * said and stands nowhere here. What JSON, Schema and Cedar parsers say is no closed set and stays English.
 */
export const fieldsGerman = {
  // Any call
  'is not a known member': 'ist keine bekannte Angabe',
  'has unknown members: {names}': 'hat unbekannte Angaben: {names}',
  'is given more than once': 'kommt mehrmals vor',
  'has a character that is not allowed': 'hat ein Zeichen, das nicht erlaubt ist',
  'is needed': 'wird gebraucht',
  'is missing': 'fehlt',
  'is required': 'wird gebraucht',
  'is over': 'ist vorbei',
  'is so already': 'ist schon so',
  'weakens nothing, so it takes nobody else': 'schwächt nichts und braucht deshalb niemanden sonst',
  'is named twice': 'ist zweimal genannt',
  'is not {slug}': 'ist nicht {slug}',
  'say why': 'braucht eine Begründung',
  'say why, so that the agent can act on it': 'braucht eine Begründung, mit der der Agent etwas anfangen kann',
  'ask something': 'braucht eine Frage',
  'say something': 'braucht einen Text',
  'lower-case letters, digits and hyphens': 'darf nur Kleinbuchstaben, Ziffern und Bindestriche enthalten',
  'use small letters, digits and hyphens, 63 at most':
    'darf nur Kleinbuchstaben, Ziffern und Bindestriche enthalten, höchstens 63',
  'letters, digits and underscores': 'darf nur Buchstaben, Ziffern und Unterstriche enthalten',
  '2 to 4 capital letters or digits': 'braucht 2 bis 4 Großbuchstaben oder Ziffern',
  'such as payments.refund': 'braucht eine Form wie payments.refund',

  // Deciding
  'was not opened': 'wurde nicht geöffnet',
  '“{text}” was not confirmed': '„{text}“ wurde nicht bestätigt',
  '“{text}” was not answered': '„{text}“ wurde nicht beantwortet',
  'is nothing that this consent asks to confirm': 'ist nichts, was diese Zustimmung zu bestätigen verlangt',
  'answers nothing that this consent asks': 'beantwortet nichts, was diese Zustimmung fragt',
  'can only be shortened, to at most {seconds}': 'kann nur verkürzt werden, auf höchstens {seconds}',
  'goes with next_action "revise" only': 'geht nur mit next_action "revise"',
  'this action is no longer in the catalogue': 'gehört zu einer Aktion, die nicht mehr im Katalog ist',
  'must name one param, such as /params/amount': 'muss einen Parameter nennen, etwa /params/amount',
  'must name one param of this action, such as /params/amount':
    'muss einen Parameter dieser Aktion nennen, etwa /params/amount',
  'is proposed twice': 'ist zweimal vorgeschlagen',
  'is for numbers only': 'geht nur für Zahlen',
  'is what was asked already': 'ist, was schon angefragt wurde',
  'is not a parameter of this action': 'ist kein Parameter dieser Aktion',
  'is not valid': 'ist nicht gültig',

  // Batches
  'must be the id of a request': 'muss die ID einer Anfrage sein',
  'is in this batch already': 'ist schon in diesem Stapel',

  // Sorting what waits
  'must be ids of requests': 'müssen IDs von Anfragen sein',
  'must be the id of a person': 'muss die ID einer Person sein',
  'must be the id of a question': 'muss die ID einer Frage sein',
  'a view has a name': 'braucht einen Namen',
  'is no team that you are in': 'ist kein Team, zu dem Sie gehören',
  'must name each of your views once': 'muss jede Ihrer Ansichten einmal nennen',
  'must be 8 to 64 letters, digits and hyphens': 'braucht 8 bis 64 Buchstaben, Ziffern und Bindestriche',
  'must be a request id': 'muss die ID einer Anfrage sein',
  'must be the cursor of a page before': 'muss der Zeiger einer früheren Seite sein',

  // Boundaries and workflows
  'must be in the future, within {days} days': 'muss in der Zukunft liegen, innerhalb von {days} Tagen',
  'is nobody who is active here': 'ist niemand, der hier aktiv ist',

  // Accountability
  'is nobody who is here': 'ist niemand, der hier ist',
  'is nothing that this person answers for': 'ist nichts, wofür diese Person verantwortlich ist',
  'is the person who hands over': 'ist die Person, die übergibt',
  'names exactly one of person_id, team and vendor': 'muss genau eines nennen: person_id, team oder vendor',
  'is no team': 'ist kein Team',
  'has no active lead': 'hat keine aktive Leitung',
  'is no day': 'ist kein Tag',
  'is not in the future': 'liegt nicht in der Zukunft',
  'is more than {days} days away': 'ist mehr als {days} Tage entfernt',

  // Machines, runtimes and proposals
  'must be a public P-256 or Ed25519 key': 'muss ein öffentlicher Schlüssel für P-256 oder Ed25519 sein',
  'is registered already': 'ist schon eingetragen',
  'is not registered': 'ist nicht eingetragen',
  'must be somebody active': 'muss eine aktive Person sein',
  'must be somebody active, or the vendor': 'muss eine aktive Person oder der Anbieter sein',
  'is not a member of the team': 'gehört nicht zum Team',
  'gives its claim up to itself': 'träte den Anspruch an sich selbst ab',
  'is not the workflow that owns it': 'ist nicht der Workflow, dem er gehört',

  // On call and out of office
  'is no active member of the team': 'gehört nicht aktiv zum Team',
  'cannot be one more than {most}': 'geht nicht: Mehr als {most} sind nicht möglich',
  'is not after the beginning': 'liegt nicht nach dem Beginn',
  'is more than {days} days after the beginning': 'liegt mehr als {days} Tage nach dem Beginn',
  'is nobody else who is active in one of your teams': 'ist niemand anderes, der in einem Ihrer Teams aktiv ist',
  'is no day of the calendar, as 2026-11-27': 'ist kein Tag des Kalenders wie 2026-11-27',
  'names somebody twice': 'nennt jemanden zweimal',
  'is no IANA time zone, as Europe/Berlin': 'ist keine IANA-Zeitzone wie Europe/Berlin',
  'is no time of day, as 09:00': 'ist keine Uhrzeit wie 09:00',
  'is not in this century': 'liegt nicht in diesem Jahrhundert',

  // Channels
  'names a topic twice': 'nennt ein Thema zweimal',
  'names a level twice': 'nennt eine Stufe zweimal',
  'begins and ends at the same time': 'beginnt und endet zur selben Zeit',
  'is not a time zone by its IANA name': 'ist keine Zeitzone mit IANA-Namen',
  'is not {bytes} bytes as base64url': 'besteht nicht aus {bytes} Bytes als base64url',
  'is not an uncompressed point': 'ist kein unkomprimierter Punkt',
  'is nobody active': 'ist keine aktive Person',
  'cannot be given together with a team': 'geht nicht zusammen mit einem Team',
  'would be one device more than {most}': 'wäre ein Gerät mehr als {most}',
  'would be one chat more than {most}': 'wäre ein Chat mehr als {most}',
  'is longer than 2,048 characters': 'ist länger als 2.048 Zeichen',
  'has characters that an address cannot have': 'hat Zeichen, die in keiner Adresse stehen können',
  'is not an address': 'ist keine Adresse',
  'names a user': 'nennt einen Benutzer',
  'has a fragment': 'hat ein Fragment',
  'is not https': 'ist nicht https',
  'is not a public address': 'ist keine öffentliche Adresse',
  'is a name of a private network': 'ist ein Name aus einem privaten Netz',

  // People
  'belongs to somebody already': 'gehört schon jemandem',
  'not an e-mail address': 'muss eine E-Mail-Adresse sein',
}

// Small stores in this browser: one database a purpose, opened when it is needed.

export const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// stores: {name: options of createObjectStore}
export const opened = (name, stores) => {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, options] of Object.entries(stores)) request.result.createObjectStore(store, options);
  };
  return settled(request);
};

export const all = (db, store) => settled(db.transaction(store).objectStore(store).getAll());

export const put = (db, store, ...things) => {
  const transaction = db.transaction(store, 'readwrite');
  for (const thing of things) transaction.objectStore(store).put(thing);
  return done(transaction);
};

export const remove = (db, store, ...keys) => {
  const transaction = db.transaction(store, 'readwrite');
  for (const key of keys) transaction.objectStore(store).delete(key);
  return done(transaction);
};

const done = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onerror = transaction.onabort = () => reject(transaction.error);
});
